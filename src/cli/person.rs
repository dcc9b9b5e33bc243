//! What the person at the keyboard is called: told to those who open the same file, and written
//! into waivers. Accounts are often shared, so it is asked once for each address people come from.

use super::open::Open;
use crate::store::{Memory, lock};
use crate::text::clean;
use crate::text::say::share as say;

/// The variable that says what the person is called, where the server knows; nobody is asked then.
const NAME: &str = "JIXIAO_NAME";
/// How many characters of it are used.
const MOST: usize = 20;

/// The person sits down at a document that was opened. Who is not known is asked, where they can
/// write to it.
pub fn meet(open: &mut Open, memory: &Memory) {
    match known(memory) {
        Some(name) => open.introduce(&name),
        None if open.app.read_only().is_none() => open.app.ask_name(""),
        None => {}
    }
}

/// The person said what they are called, or did not want to.
pub fn keep(open: &mut Open, memory: &Memory, name: &str) {
    let name = short(name);
    memory.change(|state| state.introduce(&lock::origin(), &name));
    open.introduce(&name);
    open.app.tell(say::name_kept(&name));
}

fn known(memory: &Memory) -> Option<String> {
    let told = std::env::var(NAME).ok().map(|name| short(&name)).filter(|name| !name.is_empty());
    told.or_else(|| memory.recall().person(&lock::origin()).map(short))
}

fn short(name: &str) -> String {
    clean::one_line(name).trim().chars().take(MOST).collect()
}
