//! Handing a document out: the printed form and its formats.
