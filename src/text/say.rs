//! The program's own words for people, in one place. The text of a rule stands in its rule's file.

pub mod check;
pub mod export;
pub mod import;
pub mod merge;
pub mod recover;
pub mod share;
pub mod site;
pub mod usage;

// ---- the editor: why something cannot be done ----

pub const NO_ROW_HERE: &str = "光标处没有可以增删移动的行";
pub const NOTHING_TO_UNDO: &str = "没有可以撤销的修改";
pub const NOTHING_TO_REDO: &str = "没有可以重做的修改";
pub const NO_FINDING_HERE: &str = "光标处没有问题";
pub const NO_PROPOSAL: &str = "这个问题没有可以直接采纳的建议，请自行修改";
pub const NO_SEARCH: &str = "没有查找结果，按 / 输入要找的文字";
pub const NO_FINDINGS: &str = "没有发现问题";
pub const NOTHING_TO_OPEN: &str = "这里没有可以展开的行";
pub const NOTHING_TO_PASTE: &str = "还没有剪切或复制过行";
pub const PASTE_ELSEWHERE: &str = "复制的行不能放在这里，请到同类的行再粘贴";
pub const NOTHING_TO_SAVE: &str = "没有需要保存的修改";
pub const CANNOT_MOVE: &str = "已经到头，不能再移";
pub const OPEN_PROJECT_FIRST: &str = "按 Enter 打开项目后再编辑";
pub const FIRST_TAB: &str = "已经是第一页";
pub const LAST_TAB: &str = "已经是最后一页";

/// A change was asked for in a document that can only be looked at.
pub fn cannot_change(why: &str) -> String {
    format!("只读，不能修改：{why}")
}

// ---- the editor: what happened ----

pub const AROUND: &str = "已从头（尾）继续";
pub const LEFT_UNCHANGED: &str = "已放弃输入，内容没有改";
pub const CONTROLS_GO: &str = "此处含有看不见的控制字符，确定修改后将去掉";

/// The document was opened for looking only.
pub fn opened_read_only(why: &str) -> String {
    format!("只读打开：{why}")
}
/// The file was written.
pub fn saved(name: &str) -> String {
    format!("已保存 {name}")
}
/// A step was taken back.
pub fn undone(name: &str) -> String {
    format!("撤销：{name}")
}
/// A step was done again.
pub fn redone(name: &str) -> String {
    format!("重做：{name}")
}
/// A row can be pasted now.
pub fn row_copied(name: &str) -> String {
    format!("已复制 {name}，按 p 粘贴")
}
/// A fix was applied.
pub fn fixed(before: &str, after: &str) -> String {
    format!("已采纳：“{before}”改为“{after}”，按 Ctrl-Z 撤销")
}
/// The text stands nowhere.
pub fn not_found(query: &str) -> String {
    format!("没有找到“{query}”")
}
/// A hit of the search.
pub fn hit(number: usize, of: usize) -> String {
    format!("第 {number} 处，共 {of} 处。F3 下一处")
}

// ---- the editor: names of steps, for undo ----

/// A field got another value.
pub fn step_set(label: &str) -> String {
    format!("修改 {label}")
}
/// A row was added to a list.
pub fn step_add(label: &str) -> String {
    format!("增加 {label}")
}
/// A row was deleted.
pub fn step_delete(name: &str) -> String {
    format!("删除 {name}")
}
/// A row was cut.
pub fn step_cut(name: &str) -> String {
    format!("剪切 {name}")
}
/// A row was written again.
pub fn step_duplicate(name: &str) -> String {
    format!("复制 {name}")
}
/// A row was pasted.
pub fn step_paste(label: &str) -> String {
    format!("粘贴 {label}")
}
/// A row was moved.
pub fn step_move(name: &str) -> String {
    format!("移动 {name}")
}

// ---- the editor: questions ----

pub const CHANGED_OUTSIDE: &str = "文件已被改动，没有保存";
pub const NOT_SAVED: &str = "没有保存成功";
pub const ANSWER_SAVE_QUIT: &str = "保存并退出";
pub const ANSWER_DISCARD: &str = "不保存，退出";
pub const ANSWER_COPY: &str = "另存为副本";
pub const ANSWER_OVER: &str = "用我的覆盖";
pub const ANSWER_AGAIN: &str = "再试一次";
pub const ANSWER_APPLY: &str = "采纳";
pub const ANSWER_CANCEL: &str = "返回";
pub const FREE_TEXT: &str = "按输入的文字填写";

/// Something is not saved.
pub fn quit_question(places: Option<usize>) -> String {
    match places {
        Some(places) if places > 0 => format!("有 {places} 处修改没有保存"),
        _ => "有修改没有保存".to_string(),
    }
}
/// Which steps those are, the latest first, and what the answers do.
pub fn quit_lines(steps: &[&str], file: &str) -> Vec<String> {
    const SHOWN: usize = 3;
    let latest: Vec<&str> = steps.iter().take(SHOWN).copied().collect();
    let more = match steps.len() {
        count if count > SHOWN => format!("，等 {count} 步"),
        _ => String::new(),
    };
    let latest = (!latest.is_empty()).then(|| format!("最近的修改：{}{more}", latest.join("；")));
    let keys = [format!("s  写入 {file}，然后退出"), "n  放弃这些修改，文件保持上次保存时的样子".to_string()];
    latest.into_iter().chain(keys).collect()
}
/// The value as it is.
pub fn before(text: &str) -> String {
    format!("前  {text}")
}
/// The value as proposed.
pub fn after(text: &str) -> String {
    format!("后  {text}")
}

// ---- the screen ----

pub const TAB_OVERVIEW: &str = "总览";
pub const TAB_GOAL: &str = "总体目标";
pub const TAB_SUB_GOALS: &str = "分项目标";
pub const TAB_SAFEGUARDS: &str = "保障措施";
pub const READ_ONLY: &str = "只读";
pub const EMPTY_LIST: &str = "（空）按 a 增加";
/// What holds nothing.
pub const EMPTY: &str = "（空）";
/// In place of a name that is empty.
pub const NAMELESS: &str = "（没有名称）";
pub const PANEL: &str = "校验";
pub const PANEL_TAB: &str = "本表";
pub const PANEL_ALL: &str = "全部";
/// The list of rules goes on below.
pub fn more_rules(count: usize) -> String {
    format!("另有 {count} 条，F6 查看")
}
pub const ALL_GOOD: &str = "没有发现问题";
/// The field that is typed in has no fault by itself.
pub const FINE: &str = "✓ 本格合规";
pub const ADVICE: &str = "建议";
pub const FIX_KEY: &str = "F9 采纳";
/// Where a text that was cut is read whole.
pub const WHOLE_KEY: &str = "i 看全文";
pub const TYPING_KEYS: &str = "Enter 确定  Tab 下一格  Esc 不改";
pub const HELP_TITLE: &str = "全部命令";
pub const FIND_TITLE: &str = "找项目、页面或字段";
/// What begins with a digit and was typed where nothing is open goes into the field at the caret.
pub fn fill_in(typed: &str, label: &str) -> String {
    format!("     填入“{label}”：{typed}")
}
pub const SEARCH_PROMPT: &str = "查找：";
pub const LIST_KEYS: &str = "↑↓ 选择  Enter 确定  Esc 返回";
pub const NOTHING_FITS: &str = "没有符合的";
pub const TYPE_TO_NARROW: &str = "输入文字筛选";

/// The window has fewer columns and lines than can be used.
pub fn too_small(columns: u16, lines: u16, now_columns: u16, now_lines: u16) -> String {
    format!("窗口太小：至少 {columns}×{lines}，现在 {now_columns}×{now_lines}")
}
/// Something is not saved.
pub fn unsaved(places: Option<usize>) -> String {
    match places {
        Some(places) if places > 0 => format!("● 未保存 {places} 处"),
        _ => "● 未保存".to_string(),
    }
}
/// The counts of findings, as wide as they are drawn.
pub fn counts(counts: [usize; 3]) -> String {
    let signs = ["✗", "▲", "·"].iter().zip(counts).filter(|(_, count)| *count > 0);
    signs.map(|(sign, count)| format!("{sign} {count}")).collect::<Vec<_>>().join("  ")
}
/// How a value that is typed will be understood.
pub fn read_as(parts: &str) -> String {
    format!("└ 读作  {parts}")
}
/// A sum below the projects of a unit, or of all.
pub fn subtotal(count: usize) -> String {
    format!("小计 {count} 项")
}
/// The sum of all projects.
pub fn grand_total(count: usize) -> String {
    format!("合计 {count} 项")
}
/// What an opened record is.
pub fn opened_row(place: &str) -> String {
    format!("{place}（Esc 返回）")
}
pub const COLUMN_NUMBER: &str = "序号";
pub const COLUMN_INDICATORS: &str = "指标";
pub const COLUMN_FINDINGS: &str = "问题";
use std::path::Path;

use super::clean::visible;

// ---- store: files ----

/// A path as it is shown: whatever a file name holds, it does not command the terminal.
pub fn path(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

pub const LOCKED_FILE: &str = "没有写入此文件的权限，以只读方式打开。需要修改时请另存，或请管理员授权。";
pub const LOCKED_FOLDER: &str =
    "没有写入所在文件夹的权限，以只读方式打开。需要修改时请另存到别处，或请管理员授权。";
pub const LOCKED_FILE_SYSTEM: &str = "文件所在的磁盘是只读的，以只读方式打开。需要修改时请另存到别处。";

pub fn only_other_format(format: &str) -> String {
    format!(
        "文件格式是 {}，本程序写的是 jixiao/1，为免丢失内容以只读方式打开。请用新版本的 jixiao 修改。",
        visible(format)
    )
}
pub fn only_duplicate_key(key: &str, line: usize) -> String {
    format!(
        "第 {line} 行的键“{}”在同一对象里出现了两次，不知以哪个为准，以只读方式打开。请先用文本编辑器删去一个。",
        visible(key)
    )
}

pub fn load_missing(path: &str) -> String {
    format!("找不到文件“{path}”。请检查路径和文件名。")
}
/// A link that leads to nothing.
pub fn load_dangling(path: &str) -> String {
    format!("“{path}”是一个链接，它指向的文件找不到了，可能已被移走或删除。")
}
pub fn load_folder(path: &str) -> String {
    format!("“{path}”是文件夹，不是文件。请指定其中的一个 JSON 文件。")
}
pub fn load_not_a_file(path: &str) -> String {
    format!("“{path}”不是普通文件。请指定一个 JSON 文件。")
}
pub fn load_denied(path: &str) -> String {
    format!("没有读取“{path}”的权限。请向文件所有者或管理员申请。")
}
pub fn load_too_large(path: &str, mebibytes: u64) -> String {
    format!("“{path}”超过 {mebibytes} MB，没有打开。绩效文本不会这么大，请检查是不是选错了文件。")
}
pub fn load_unknown_encoding(path: &str) -> String {
    format!(
        "“{path}”不是文本文件，或者编码不是 UTF-8、UTF-16、GB18030（GBK）。请另存为 UTF-8 后再打开；Word 和 Excel 文件要先用 jixiao import 导入。"
    )
}
pub fn load_empty(path: &str) -> String {
    format!("“{path}”是空文件。请检查是不是选错了文件，或从备份恢复。")
}
pub fn load_no_object(path: &str) -> String {
    format!("“{path}”是 JSON，但最外层不是对象（{{…}}），不是绩效文本。请检查是不是选错了文件。")
}
pub fn load_too_deep(path: &str, depth: usize, most: usize) -> String {
    format!("“{path}”的括号嵌套了 {depth} 层，最多 {most} 层，没有打开。请检查是不是选错了文件。")
}
pub fn load_other(path: &str, system: &str) -> String {
    format!("“{path}”读取失败，系统报告：{system}。请稍后再试，或请管理员检查磁盘。")
}
pub fn load_syntax(path: &str, line: usize, column: usize, at: &str, reason: &str) -> String {
    // the parser writes `.` for the root and `?` for what it could not name
    let at = visible(at.trim_end_matches('?').trim_end_matches('.'));
    let at = if at.is_empty() { String::new() } else { format!("（在 {at} 处）") };
    let reason = syntax(reason);
    let column = column.max(1);
    format!(
        "“{path}”不是有效的 JSON：第 {line} 行第 {column} 列{at}，{reason}。请用文本编辑器改正，或从备份恢复。"
    )
}

/// What the JSON parser says, in Chinese.
fn syntax(reason: &str) -> String {
    let known = match reason {
        "EOF while parsing a value" | "EOF while parsing an object" | "EOF while parsing a list" => {
            "文件在这里中断了，后面缺内容"
        }
        "EOF while parsing a string" => "文件在一段文本中间中断了，缺结尾的引号",
        "expected value" => "这里应当是一个值",
        "expected ident" => "这里的词不是 true、false 或 null",
        "expected `:`" => "键的后面缺冒号",
        "expected `,` or `}`" => "这里缺逗号或右花括号",
        "expected `,` or `]`" => "这里缺逗号或右方括号",
        "key must be a string" => "这里应当是双引号括起来的键，最后一项后面也不能有逗号",
        "trailing comma" => "最后一项的后面多了一个逗号",
        "trailing characters" => "最外层的对象之后还有内容",
        "invalid number" => "数字的写法不对",
        "invalid escape" => "反斜杠后面的字符不对",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => "\\u 转义不完整",
        _ if reason.starts_with("control character") => "文本里有没转义的换行或控制字符",
        _ => return format!("解析器报告：{}", visible(reason)),
    };
    known.to_string()
}

pub fn save_changed_outside(path: &str) -> String {
    format!("没有保存：“{path}”打开之后被别人或别的程序改过。可以另存为新文件，或者确认后覆盖。")
}
pub fn save_gone(path: &str) -> String {
    format!("没有保存：“{path}”已被删除或移走。可以确认后重新写到原处，或者另存。")
}
pub fn save_exists(path: &str) -> String {
    format!("没有保存：“{path}”已经存在。请换一个文件名，或者确认后覆盖。")
}
pub fn save_not_a_file(path: &str) -> String {
    format!("没有保存：“{path}”是文件夹或设备，不是文件。请另存为别的文件名。")
}
pub fn save_hard_links(path: &str, names: u64) -> String {
    format!("没有保存：“{path}”有 {names} 个硬链接名，替换后其他名字仍是旧内容。请另存为新文件。")
}
pub fn save_denied(path: &str) -> String {
    format!("没有保存：没有写入“{path}”的权限。请另存到别处，或请管理员授权后再保存。")
}
pub fn save_folder_denied(path: &str) -> String {
    format!("没有保存：没有在“{path}”所在文件夹里写文件的权限。请另存到别处，或请管理员授权后再保存。")
}
pub fn save_folder_gone(path: &str) -> String {
    format!("没有保存：“{path}”所在的文件夹不存在了。请另存到别处，或重建文件夹后再保存。")
}
pub fn save_read_only(path: &str) -> String {
    format!("没有保存：“{path}”所在的磁盘是只读的。请另存到别处。")
}
pub fn save_full(path: &str) -> String {
    format!("没有保存：“{path}”所在的磁盘已满或超出配额，原文件没有动。请腾出空间后再保存，或另存到别处。")
}
pub fn save_other(path: &str, system: &str) -> String {
    format!("没有保存“{path}”，原文件没有动。系统报告：{system}。请稍后再试，或另存到别处。")
}

// ---- opening and leaving ----

pub const OPENED_TO_LOOK: &str = "是用 jixiao view 打开的";
pub const COPY: &str = "副本";
pub const EDITOR_LEFT: &str = "编辑器没有正常结束";
pub const EDITOR_NO_TEXT: &str = "编辑器存下的不是文本";

/// A text was sent to the terminal's clipboard, inside tmux also to its buffer.
pub fn copied(tmux: bool) -> String {
    let also = if tmux { "，也放进了 tmux 的缓冲区" } else { "" };
    format!("已发送到终端的剪贴板{also}（退出用 Ctrl-Q）")
}
/// The user's editor could not be run or was left with an error.
pub fn editor_failed(reason: &str) -> String {
    format!("外部编辑没有成功，内容没有改：{reason}")
}
/// What the user's editor wrote is not taken over, and not lost.
pub fn editor_kept(why: &str, path: &str) -> String {
    format!("{why}；它存下的内容留在 {path}")
}
/// What was not saved lies beside the file.
pub fn rescued(path: &str) -> String {
    format!("未保存的修改已另存到 {path}")
}

// ---- term: the terminal ----

pub const TERM_DUMB: &str = "环境变量 TERM 为空或是 dumb，终端不能显示编辑界面。请在普通终端里运行，或先执行 export TERM=xterm-256color；只做检查请用 jixiao check。";
pub const TERM_NO_INPUT: &str =
    "标准输入不是终端，不能打开编辑界面。请直接在终端里运行，不要用管道；只做检查请用 jixiao check。";
pub const TERM_NO_OUTPUT: &str =
    "标准输出不是终端，不能打开编辑界面。请不要重定向输出；只做检查请用 jixiao check。";
pub const TERM_CANNOT_STOP: &str = "不是从交互式 shell 启动的，挂起后无法恢复，没有挂起。";
pub fn term_failed(system: &str) -> String {
    format!("终端设置失败，系统报告：{system}。请重新登录后再试。")
}

// Checks: the words around the sentences of the rules.

/// Heading on the page of a rule: what it finds.
pub const PAGE_WHAT: &str = "查什么";
/// Heading: why that matters.
pub const PAGE_WHY: &str = "为什么";
/// Heading: an example in which it is found.
pub const PAGE_BAD: &str = "不好的例子";
/// Heading: the same, mended.
pub const PAGE_GOOD: &str = "好的例子";
/// Heading: known false alarms.
pub const PAGE_DOUBT: &str = "可能的误报";
/// Heading: how it is mended.
pub const PAGE_FIX: &str = "修改";
/// Heading: how a finding is waived.
pub const PAGE_WAIVE: &str = "豁免";
/// A rule that speaks only in the report of an import.
pub const WAIVE_IMPORT: &str = "只在导入报告里说明，不必豁免。";
/// The rule about waivers.
pub const WAIVE_WAIVER: &str = "不能豁免；撤回失效的豁免即可。";
/// The rule about conflicts.
pub const WAIVE_CONFLICT: &str = "不能豁免；选定用哪一个后自动消失。";
/// How a finding of this rule is waived.
pub fn waive_page(code: &str) -> String {
    format!(
        "确可接受的，编辑时在问题上按 w，写明理由；豁免记在文件里，只对当时的内容有效，报告里看得到。\n整个规则不适用的，检查时用 --ignore {code}。"
    )
}
/// A fix that keeps the meaning.
pub const FIX_SAFE: &str = "可以自动修改，含义不变。";
/// A fix that needs consent.
pub const FIX_ASK: &str = "能给出修改建议，须由人确认。";
/// No fix.
pub const FIX_NONE: &str = "只能由人修改。";

/// The line below the name of a rule: how bad, and what a reviewer reports it under.
pub fn rule_kind(severity: &str, dimension: &str) -> String {
    let dimension = if dimension == "文本" { dimension.to_string() } else { format!("{dimension}性") };
    format!("{severity} · {dimension}")
}

/// The name of the step that applies a proposal.
pub fn fix_named(label: &str) -> String {
    format!("采纳建议：{label}")
}

/// `check`: a folder without documents.
pub const FOLDER_WITHOUT_DOCUMENTS: &str = "文件夹里没有绩效目标文档（*.json）。";
/// `check`: nothing found.
pub const ALL_FINE: &str = "没有发现问题。";
/// What stdin is called.
pub const STDIN: &str = "标准输入";

/// `check`: the closing line.
pub fn check_total(files: usize, errors: usize, warnings: usize, infos: usize) -> String {
    format!("共检查 {files} 个文件：错误 {errors} 处，警告 {warnings} 处，提示 {infos} 处。")
}

/// `check`: the counts of one file.
pub fn file_total(errors: usize, warnings: usize, infos: usize) -> String {
    format!("错误 {errors} 处，警告 {warnings} 处，提示 {infos} 处")
}

/// `check`: the file names no edition, so one was chosen.
pub fn edition_chosen(title: &str) -> String {
    format!("没有写明指标版本，按年度选用：{title}")
}

/// `check`: the places of an entry, and the field where all are the same field.
pub fn located(field: Option<&str>, places: &str) -> String {
    match field {
        Some(field) => format!("位置（{field}）：{places}"),
        None => format!("位置：{places}"),
    }
}

/// `check`: some places of many.
pub fn and_more(places: &str, count: usize) -> String {
    format!("{places} 等 {count} 处")
}

/// `check`: one of several sentences.
pub fn for_example(sentence: &str) -> String {
    format!("例如：{sentence}")
}

/// `explain`: below the list of rules.
pub const EXPLAIN_LEGEND: &str = "✗ 错误　▲ 警告　· 提示。用 jixiao explain 编号 看一条规则的说明。";

/// `check`: before the advice.
pub fn advised(advice: &str) -> String {
    format!("建议：{advice}")
}

// ---- import ----

/// The fields of the form, as the import names them.
pub const IMPORT_UNIT: &str = "预算单位";
pub const IMPORT_CODE: &str = "项目编码";
pub const IMPORT_NAME: &str = "项目名称";
pub const IMPORT_TOTAL: &str = "预算数";
pub const IMPORT_FISCAL: &str = "财政资金";
pub const IMPORT_OTHER: &str = "其他资金";
pub const IMPORT_PURPOSE: &str = "资金用途";
pub const IMPORT_PLAN: &str = "资金支出计划";
pub const IMPORT_GOALS: &str = "绩效目标";
pub const IMPORT_CURRENCY: &str = "金额单位";
/// Fields that an import infers: JSON pointer and name.
pub const IMPORT_YEAR: (&str, &str) = ("/year", "预算年度");
pub const IMPORT_EDITION: (&str, &str) = ("/edition", "指标版本");
pub const IMPORT_DEPARTMENT: (&str, &str) = ("/department/name", "部门名称");
pub const IMPORT_DIVISION: (&str, &str) = ("/department/division_code", "行政区划代码");
pub const IMPORT_LEVEL2: (&str, &str) = ("/indicators", "二级指标");
pub const IMPORT_COLUMNS: (&str, &str) = ("/indicators", "指标表的列");
pub const IMPORT_COLUMNS_VALUE: &str = "按规定的六列";

pub fn import_by_codes(codes: usize, from: usize, to: usize) -> String {
    format!("{codes} 个项目编码的第 {from} 至 {to} 位一致")
}
pub fn import_by_year(year: u16, title: &str) -> String {
    format!("{year} 年适用{title}")
}
pub fn import_by_unit(unit: &str) -> String {
    format!("首个预算单位为“{unit}”")
}
pub fn import_merged(line: &str) -> String {
    format!("{line}的一级、二级指标都空着，按合并单元格沿用上一行")
}
pub fn import_no_header() -> String {
    "指标行上方没有表头".to_string()
}

pub fn import_unplaced(text: &str) -> String {
    format!("不知道这段文字该放在哪里，没有导入：“{text}”")
}
pub fn import_other_table(text: &str) -> String {
    format!("这张表不是项目绩效目标表，没有导入：“{text}”")
}
pub fn import_row(cells: usize, columns: usize, text: &str) -> String {
    format!("这一行有 {cells} 格，表头有 {columns} 列，分不清各格属于哪一列，只取能确定的部分：“{text}”")
}
pub fn import_short_row(cells: usize, columns: usize, text: &str) -> String {
    format!("这一行有 {cells} 格，表头有 {columns} 列，缺少的末尾各列留空：“{text}”")
}
pub const IMPORT_NO_ROWS: &str = "没有找到指标行，这张表的指标没有导入";
pub fn import_plan(text: &str) -> String {
    format!("支出计划的时点和百分比对不上：“{text}”")
}
pub fn import_missing(label: &str) -> String {
    format!("没有找到“{label}”，留空")
}
pub fn import_other_name(heading: &str, name: &str) -> String {
    format!("标题里的项目是“{heading}”，表里的项目名称是“{name}”，以表为准")
}
pub fn import_numbering(expected: usize, found: usize, text: &str) -> String {
    format!("编号应为 {expected}，原文为 {found}：“{text}”")
}
pub fn import_disagree(label: &str, values: &[String]) -> String {
    if values.is_empty() {
        return format!("原文中没有能确定{label}的内容，留空");
    }
    let more = if values.len() > 5 { "等" } else { "" };
    let shown: Vec<String> = values.iter().take(5).map(|value| format!("“{value}”")).collect();
    format!("{label}的依据不一致或不明确（{}{more}），留空", shown.join("、"))
}
pub fn import_second_name(code: &str, known: &str, name: &str) -> String {
    format!("单位编码 {code} 前面叫“{known}”，这里叫“{name}”，沿用前面的名称")
}
pub fn import_not_a_number(label: &str, text: &str) -> String {
    format!("“{label}”不是数字，照原样保留：“{text}”")
}
pub const IMPORT_ADVICE_PLACE: &str = "请对照原文，需要的内容在编辑器中补录。";
pub const IMPORT_ADVICE_ROW: &str = "请对照原文核对这张表，补全缺少的各格。";
pub const IMPORT_ADVICE_FILL: &str = "请在编辑器中填写。";
pub const IMPORT_ADVICE_NAME: &str = "请核对哪一个名称正确。";
pub const IMPORT_ADVICE_NUMBER: &str = "请对照原文，看是否漏了一项。";
pub const IMPORT_ADVICE_AMOUNT: &str = "请改为以金额单位计的数字，如 10.00。";

/// Where in the source: line in words, number of the table, name of the project.
pub fn import_place(line: Option<String>, table: Option<usize>, name: &str) -> String {
    let table = table.map(|table| format!("{table} {name}").trim_end().to_string());
    let parts: Vec<String> = line.into_iter().chain(table).collect();
    if parts.is_empty() { "全文".to_string() } else { parts.join("，") }
}

pub fn import_cannot_read(file: &str, error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => format!("没有文件“{file}”。请检查路径。"),
        ErrorKind::IsADirectory => format!("“{file}”是文件夹，不是文件。请给出要导入的文本文件。"),
        ErrorKind::PermissionDenied => format!("没有读取“{file}”的权限。请向管理员申请，或换一个文件。"),
        _ => format!("读取“{file}”失败：{error}。"),
    }
}
pub fn stdout_failed(error: &std::io::Error) -> String {
    format!("写到标准输出失败：{error}。")
}
pub fn import_differs(file: &str) -> String {
    format!("“{file}”已有别的内容，没有写入。确实要覆盖请加 --force。")
}
pub fn import_refused(file: &str, because: &str) -> String {
    format!("没有导入“{file}”：{because}")
}
pub const IMPORT_EMPTY: &str = "文件是空的。";
pub const IMPORT_TOO_LARGE: &str = "文件超过 32 MB，不像是绩效文本。";
pub const IMPORT_UNKNOWN_ENCODING: &str =
    "不是文本，或编码无法识别。请在 Word 中另存为“纯文本”，编码选 UTF-8。";
pub const IMPORT_NO_TABLE: &str =
    "里面没有项目绩效目标表（找不到“项目编码”“项目名称”或指标表头）。请确认是否给错了文件。";
pub fn import_counted(tables: usize, indicators: usize) -> String {
    format!("导入 {tables} 张项目表，{indicators} 条指标。")
}
pub const IMPORT_NO_SUM: &str = "有预算数缺失或不是数字，没有合计";
pub fn import_sum(total: Option<&str>, currency: &str) -> String {
    match total {
        Some(total) => format!("预算数合计：{total} {currency}").trim_end().to_string(),
        None => format!("预算数合计：{IMPORT_NO_SUM}"),
    }
}
pub const IMPORT_INFERRED: &str = "推断的内容，请核对：";
pub const IMPORT_REPAIRED: &str = "整理的版面，文字未动：";
pub const IMPORT_NO_WARNINGS: &str = "没有疑问。";
pub fn import_warnings(number: usize) -> String {
    format!("疑问 {number} 处，请对照原文：")
}
pub fn import_written(file: &str, written: bool) -> String {
    if written {
        format!("已写入“{file}”。")
    } else {
        format!("“{file}”内容相同，没有改动。")
    }
}

// ---- start: the start screen, the preview of an import, the first start ----

/// Shown once, the first time a document is opened.
pub const FIRST_HINT: &str = "? 列出全部命令；Enter 编辑，Ctrl-S 保存，Ctrl-Q 退出";

pub const START_RECENT: &str = "最近打开";
pub const START_HERE: &str = "本文件夹的绩效文档";
pub const START_NONE_HERE: &str = "（没有）";
pub const START_TEXTS: &str = "导入文件";
pub const START_NEW: &str = "新建";
pub const START_NEW_ENTRY: &str = "空白文档";
pub const START_NEW_ASIDE: &str = "先取文件名，打开后填部门和年度";
pub const START_TEXT_ASIDE: &str = "先预览，再决定是否采用";
pub const START_KEYS: &str = "Enter 打开   ↑↓ 选择   输入文字筛选   Esc 退出";
pub const START_KEYS_NARROWED: &str = "Enter 打开   ↑↓ 选择   退格 改筛选   Esc 不筛选   Ctrl-Q 退出";
pub const START_NAME_TITLE: &str = "新文档的文件名";
pub const START_NAME_ASIDE: &str = "放在本文件夹，没有写 .json 时自动加上";
pub const START_NAME_KEYS: &str = "Enter 新建  Esc 返回";
pub const START_NAME_EMPTY: &str = "请先输入文件名";
pub const START_LEAVE: &str = "退出用 Esc 或 Ctrl-Q";
pub const START_UNREAD: &str = "…";
pub const START_NOT_OURS: &str = "不是绩效文档";
pub const START_BROKEN: &str = "打不开，选中按 Enter 看原因";
pub const START_LARGE: &str = "文件较大，打开后再检查";
pub const START_NO_SUM: &str = "无合计";

/// Files of the folder that nobody has read yet.
pub fn start_reading(files: usize) -> String {
    format!("还有 {files} 个文件正在读取…")
}
/// More files than are listed.
pub fn start_left_out(files: usize) -> String {
    format!("另有 {files} 个文件没有列出，请写文件名打开")
}
pub const NOTICE: &str = "没有成功";

/// A new document would replace a file.
pub fn create_exists(path: &str) -> String {
    format!("“{path}”已经存在，没有新建。请换一个文件名。")
}
/// A new document was made.
pub fn created(name: &str) -> String {
    format!("已新建 {name}。请先填部门名称和年度，到项目行按 a 增加项目")
}

pub const PREVIEW: &str = "导入预览";
pub const PREVIEW_ACCOUNT: &str = "导入情况";
pub const PREVIEW_DOCUMENT: &str = "识别出的文档";
pub const PREVIEW_LEAVE_KEY: &str = "Esc 放弃，什么都不写";
pub const PREVIEW_KEYS: &str = "↑↓ PgDn 翻看  Tab 对照原文  F8 下一处疑问  Ctrl-Q 退出";
pub const PREVIEW_ONLY_LOOK: &str = "只读，不能采用。要导入请用 jixiao 文件名 打开";
pub const PREVIEW_LEAVE: &str = "放弃用 Esc，退出用 Ctrl-Q";
pub const PREVIEW_EXISTS: &str = "已有同名文件";
pub const PREVIEW_OVER: &str = "覆盖";
pub const PREVIEW_NOT_TAKEN: &str = "采用吗？";
/// Between the stem of a file and `.json`, where the file itself is called `….json`.
pub const PREVIEW_SUFFIX: &str = "导入";

/// How many doubts an import has.
pub fn preview_doubts(doubts: usize) -> String {
    if doubts == 0 { "✓ 没有疑问".to_string() } else { format!("▲ 疑问 {doubts} 处") }
}
/// More than is shown of an import.
pub fn preview_more(lines: usize) -> String {
    format!("另有 {lines} 行，这里没有显示")
}
/// What taking the import over does.
pub fn preview_take(target: &str) -> String {
    format!("Enter 采用，写入 {target}")
}
/// The file is there and has another content.
pub fn preview_exists(target: &str) -> String {
    format!("“{target}”已经存在，内容与这次导入的不同。")
}
/// The import was taken over.
pub fn taken(source: &str, target: &str, written: bool) -> String {
    if written {
        format!("已写入 {target}，按 F8 逐个查看问题（导入自 {source}）")
    } else {
        format!("已打开 {target}，内容与 {source} 相同，没有改动")
    }
}
/// A text that is neither JSON nor holds a form.
pub fn neither(path: &str, because: &str) -> String {
    format!("“{path}”不是 JSON，也不能导入：{because}")
}

// ---- the editor: several rows, blocks, going through ----

pub const NOTHING_TO_ORDER: &str = "这里没有可以排顺序的表；请到总览或项目表";
pub const IN_ORDER: &str = "已经是这个顺序";
pub const NO_COPY_HERE: &str = "这里没有照抄未改的指标";
pub const NOTHING_BEHIND: &str = "没有更早去过的位置";
pub const NOTHING_AHEAD: &str = "没有可以前进到的位置";
pub const NOTHING_EMPTY: &str = "没有空着的栏目";

/// Several rows of a list.
pub fn several(count: usize, label: &str) -> String {
    format!("{count} 行{label}")
}
/// Rows are marked; what can be done with them, on the smallest screen all but the last.
pub fn marked(count: usize, projects: bool) -> String {
    let more = if projects { " c 确认已改" } else { "" };
    format!("已标记 {count} 行：d 删除 x 剪切 y 复制 JK 移动 Esc 取消 D 再写{more}")
}
/// Rows are marked in a document that can only be looked at.
pub fn marked_read_only(count: usize) -> String {
    format!("已标记 {count} 行：y 复制 Esc 取消")
}
/// Rows are marked in another list than the caret's.
pub fn marked_elsewhere(count: usize, label: &str) -> String {
    format!("“{label}”中有 {count} 行标记，光标不在那里；按 Esc 取消标记后再操作这一行")
}
/// A list was put in order.
pub fn step_order(label: &str) -> String {
    format!("排顺序 {label}")
}
/// Copied rows were confirmed.
pub fn step_confirm(name: &str) -> String {
    format!("确认已改 {name}")
}
/// Copied rows were confirmed.
pub fn confirmed(count: usize) -> String {
    format!("已确认 {count} 条指标，不再算照抄未改")
}
/// Rows of a project that were copied and not yet adapted.
pub fn copies(count: usize) -> String {
    format!("{count} 条未改")
}
/// The same above the table, with what to do.
pub fn copies_note(count: usize) -> String {
    format!("= {count} 条指标照抄未改：改动任一栏，或按 c 确认")
}
/// An empty field, and how many there are.
pub fn empty_field(number: usize, of: usize, around: bool) -> String {
    let around = if around { "，已从头（尾）继续" } else { "" };
    format!("空着的栏目：第 {number} 处，共 {of} 处{around}")
}

pub const BLOCK_KEYS: &str = "Enter 插入  t 作为文字粘贴  ↑↓ 逐行看  Esc 不粘贴";

/// What a pasted block would become.
pub fn block_title(several: &str) -> String {
    format!("粘贴为 {several}")
}
/// Several whole projects.
pub fn several_projects(count: usize) -> String {
    format!("{count} 个项目")
}
/// A cell with what it was read as.
pub fn block_cell(head: &str, text: &str) -> String {
    if text.is_empty() { format!("{head}{EMPTY}") } else { format!("{head}：{text}") }
}
/// The chosen row, whole.
pub fn block_row(number: usize, of: usize, cells: &[String]) -> String {
    format!("第 {number}/{of} 行  {}", cells.join("  "))
}
/// Nothing in the block tells which column is which.
pub fn block_by_caret(first: &str) -> String {
    format!("其中没有表头，也没有级别名称：从“{first}”起依次对应各列，请核对")
}
/// Rows without levels got those of their neighbour.
pub fn block_borrowed(level1: &str, level2: &str) -> String {
    format!("没有写级别的行，沿用光标所在行的“{level1}”“{level2}”")
}
/// Something that follows from the block without standing there.
pub fn block_inferred(label: &str, value: &str, because: &str) -> String {
    format!("{label}按“{value}”：{because}")
}
/// What is doubtful in the block, and where.
pub fn block_doubt(place: &str, message: &str) -> String {
    format!("{place}：{message}")
}
/// The unit of a pasted project is none of the document's.
pub fn block_unknown_unit(code: &str, name: &str) -> String {
    format!("本文件的预算单位中没有 {code} {name}，请粘贴后核对项目的预算单位")
}
/// Notes for which there is no room.
pub fn block_more_notes(lines: usize) -> String {
    format!("… 还有 {lines} 行说明，放大窗口可见")
}

// the line: what the terminal is told

/// The mouse was switched on.
pub const MOUSE_ON: &str = "鼠标已打开：点选、滚轮翻动；按住 Shift 可照常选取文字。在“全部命令”中关闭";
/// The mouse was switched off.
pub const MOUSE_OFF: &str = "鼠标已关闭";

// ---- panel: filters, groups, explanations, safe proposals, waivers ----

/// The name of the step that takes a waiver back.
pub const STEP_UNWAIVE: &str = "撤回豁免";
/// What stands there after a waiver was taken back.
pub const WAIVER_GONE: &str = "（撤回）";
/// `check`: a sentence of counts, and how many findings are waived beside them.
pub fn with_waived(words: &str, waived: usize) -> String {
    match (waived, words.strip_suffix('。')) {
        (0, _) => words.to_string(),
        (_, Some(words)) => format!("{words}；已豁免 {waived} 处。"),
        (_, None) => format!("{words}；已豁免 {waived} 处"),
    }
}

/// The command of the filter is not needed.
pub const NO_FILTER: &str = "没有筛选";
/// The filter was taken away.
pub const FILTER_CLEARED: &str = "已取消筛选，显示全部问题";
/// F7 and F8 have nothing to go to.
pub const NOTHING_FILTERED: &str = "筛选之后没有问题可看，按 * 取消筛选";
/// What the filter shows, in its words, and how many of how many.
pub fn filtered(filter: &str, shown: usize, all: usize) -> String {
    format!("只看 {filter}：{shown} 处，共 {all} 处")
}
/// The same in the heading of the panel.
pub fn filter_heading(filter: &str, shown: usize, all: usize) -> String {
    format!("只看 {filter}  {shown}/{all}")
}
/// How to take the filter away.
pub const FILTER_KEY: &str = "* 取消";

/// The group of waived findings.
pub fn waived_group(count: usize) -> String {
    format!("已豁免 {count}")
}
/// Why a finding is waived, by whom and when.
pub fn waived(reason: &str, by: &str, date: &str) -> String {
    let signed: Vec<&str> = [by, date].into_iter().filter(|part| !part.is_empty()).collect();
    let signed = if signed.is_empty() { String::new() } else { format!("（{}）", signed.join("，")) };
    format!("豁免理由  {reason}{signed}")
}
/// Before the line in which the reason is typed: which rule, and of a whole group at how many places.
pub fn reason_prompt(code: &str, name: &str, count: usize) -> String {
    let name = if name.is_empty() { String::new() } else { format!(" {name}") };
    match count {
        0 | 1 => format!("{code}{name}，豁免理由："),
        count => format!("{code}{name} 全部 {count} 处，豁免理由："),
    }
}
/// After it.
pub const REASON_KEYS: &str = "写明后 Enter 豁免  Esc 返回";
/// How a waiver is taken back.
pub const UNWAIVE_KEY: &str = "w 撤回豁免";
/// Somebody wants to waive a conflict.
pub const CONFLICT_STAYS: &str = "合并冲突不能豁免，请选定用哪一个";
/// Waivers were taken back; `stale` ones no longer held.
pub fn unwaived(count: usize, stale: bool) -> String {
    let places = if count > 1 { format!(" {count} 处") } else { String::new() };
    match stale {
        true => format!("已撤回失效的豁免{places}"),
        false => format!("已撤回豁免{places}，问题重新计入"),
    }
}
/// Findings were waived.
pub fn waived_now(count: usize, reason: &str) -> String {
    let places = if count > 1 { format!(" {count} 处") } else { String::new() };
    format!("已豁免{places}，不再计入：{reason}")
}
/// The name of the step that waives.
pub fn step_waive(rule: &str) -> String {
    format!("豁免 {rule}")
}

/// There is no safe proposal.
pub const NO_SAFE: &str = "这里没有可以一并采纳的安全建议";
/// Over the list of safe proposals.
pub fn safe_title(count: usize, all: bool) -> String {
    format!("{}的安全建议 {count} 处", if all { PANEL_ALL } else { PANEL_TAB })
}
/// The name of the step that applies them.
pub fn step_safe(count: usize) -> String {
    format!("采纳全部安全建议（{count} 处）")
}

/// What the plain view shows.
pub const PLAIN_FIELD: &str = "内容";
pub const PLAIN_ROW: &str = "整行";
pub const PLAIN_TABLE: &str = "整表";
pub const PLAIN_FINDING: &str = "问题";
/// Below a text: how to go through it.
pub const PAGE_KEYS: &str = "↑↓ PgUp PgDn 翻看  Esc 返回";
/// Below the plain view: which of its texts is shown.
pub fn plain_keys(name: &str) -> String {
    format!("{name}  Tab 换范围  {PAGE_KEYS}")
}

/// What Enter does in the panel, at a finding.
pub const PANEL_ENTER: &str = "Enter 到此处";
/// At a closed group.
pub const PANEL_OPEN: &str = "Enter 展开";
/// What the arrow to the left does within a group.
pub const PANEL_CLOSE: &str = "← 收起";

// ---- the editor: typing elsewhere, leaving ----

pub const STILL_TYPING: &str = "正在输入：Enter 确定，Esc 不改，Ctrl-Q 确定后退出";
pub const NOT_A_FIELD: &str = "光标处不是一个可以直接输入的内容";
pub const BROKEN: &str = "程序出了错，已经停止";

/// A step that a person may want to take back.
pub fn done(step: &str) -> String {
    format!("已{step}，Ctrl-Z 撤销")
}
/// The file was read in another encoding than it will be written in.
pub fn other_encoding(encoding: &str) -> String {
    format!("文件是 {encoding} 编码，保存时改为 UTF-8")
}
/// The list of what a search found.
pub fn hits_title(query: &str, count: usize) -> String {
    format!("“{query}”共 {count} 处")
}
pub const IN_PANEL: &str = "光标在校验栏，按 Esc 回到内容再操作";
pub const START_NAME_ELSEWHERE: &str = "文件名里不能有“/”，也不能以“.”开头；文件放在本文件夹";
