//! What can be done, as a table: a row a command, with its name, its help and its keys. The keymap,
//! the help and the footer all read it from here. What a reader may do is a [`Look`], and no look
//! can change a document: the type holds nothing that could.

use super::event::{Code, Key};

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Moves, shows, copies.
    Look(Look),
    /// Changes the document or the file.
    Change(Change),
}

/// What changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    RowStart,
    RowEnd,
    Top,
    Bottom,
    NextCell,
    PreviousCell,
    NextTab,
    PreviousTab,
    Find,
    Search,
    NextHit,
    Hits,
    PreviousHit,
    PreviousFinding,
    NextFinding,
    Panel,
    PanelScope,
    FilterSeverity,
    FilterDimension,
    FilterRule,
    ClearFilter,
    Explain,
    Plain,
    Export,
    Conflicts,
    OpenRow,
    CopyRow,
    CopyCell,
    Mark,
    MarkRange,
    MarkAll,
    NextEmpty,
    PreviousEmpty,
    Back,
    Forward,
    Help,
    Repaint,
    Mouse,
    Who,
    Name,
    Suspend,
    Quit,
    Close,
}

/// What changes the document or the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Edit,
    EditOutside,
    Add,
    Delete,
    Duplicate,
    MoveDown,
    MoveUp,
    Cut,
    Paste,
    Order,
    Confirm,
    Undo,
    Redo,
    ApplyFix,
    ApplySafe,
    Waive,
    TakeIn,
    Save,
    SaveAs,
}

/// A row of the table.
#[derive(Debug)]
pub struct Command {
    /// What it does.
    pub action: Action,
    /// What it is called.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Its keys, the one to show first.
    pub keys: &'static [Key],
}

const fn c(c: char) -> Key {
    Key::plain(Code::Char(c))
}
const fn f(n: u8) -> Key {
    Key::plain(Code::F(n))
}
const fn ctrl(c: char) -> Key {
    Key::ctrl(Code::Char(c))
}
const fn k(code: Code) -> Key {
    Key::plain(code)
}

macro_rules! commands {
    ($( $kind:ident $variant:ident, $name:literal, $help:literal, [$($key:expr),*]; )*) => {
        &[$( Command {
            action: Action::$kind($kind::$variant), name: $name, help: $help, keys: &[$($key),*],
        } ),*]
    };
}

/// All commands, in the order of the help.
pub const COMMANDS: &[Command] = commands! {
    Change Edit, "编辑", "打开光标处的内容；在总览中打开项目", [k(Code::Enter), f(2)];
    Look OpenRow, "展开", "展开这一行，看到并编辑全部字段", [f(5)];
    Look NextFinding, "下一个问题", "到下一个问题", [f(8)];
    Look PreviousFinding, "上一个问题", "到上一个问题", [f(7)];
    Change ApplyFix, "采纳建议", "按建议修改这个问题，需要确认的先显示前后", [f(9), c('.'), c('。')];
    Look Panel, "校验栏", "打开校验栏；再按进入，又按关闭", [f(6)];
    Look PanelScope, "本表或全部", "校验栏显示本表或全部的问题", [c('v')];
    Look FilterSeverity, "按程度筛选", "只看错误、只看警告、只看提示，再到全部", [c('!')];
    Look FilterDimension, "按维度筛选", "只看完整、相关、适当、可行、文本中的一种，再到全部", [c('@')];
    Look FilterRule, "按规则筛选", "只看当前问题的这条规则，再按取消", [c('#')];
    Look ClearFilter, "取消筛选", "重新显示全部问题", [c('*')];
    Look Explain, "规则说明", "当前问题和它的规则的全文说明", [c('i')];
    Change ApplySafe, "采纳全部安全建议", "列出校验栏中不改变含义的全部建议，确认后一次采纳", [c('s')];
    Change Waive, "豁免", "写明理由，不再计入当前问题；在已豁免的问题上撤回", [c('w')];
    Look Plain, "无框查看", "不带框线显示内容、整行、整表或问题，便于用终端选取", [c('V')];
    Look Conflicts, "处理冲突", "逐处选择合并留下的冲突：原来、我的、对方的", [c('C')];
    Change Add, "加一行", "在这一行后面加一行", [c('a')];
    Change Delete, "删除", "删除这一行或标记的行", [c('d'), k(Code::Delete)];
    Change Duplicate, "复制为新行", "把这一行再写一遍；在总览中复制整个项目", [c('D')];
    Change MoveDown, "下移", "把这一行或标记的行往下移", [c('J')];
    Change MoveUp, "上移", "把这一行或标记的行往上移", [c('K')];
    Change Cut, "剪切", "剪切这一行或标记的行", [c('x')];
    Look CopyRow, "复制行", "复制这一行或标记的行，可以粘贴到别的项目", [c('y')];
    Change Paste, "粘贴", "把剪切或复制的行放在这一行后面", [c('p')];
    Look Mark, "标记", "标记这一行，再按取消；增删移动复制对标记的行一起做", [c('m'), c(' ')];
    Look MarkRange, "标记到此", "从上次标记的行一直标记到这一行", [c('M')];
    Look MarkAll, "全部标记", "标记这张表或这个列表的全部行", [c('A')];
    Change Order, "排顺序", "指标按版本的级别顺序排，总览中项目按单位排", [c('o')];
    Change Confirm, "确认已改", "复制来的指标已核对，不再算照抄未改", [c('c')];
    Look CopyCell, "复制内容", "把光标处的内容送到终端的剪贴板（退出用 Ctrl-Q）", [ctrl('c')];
    Change Undo, "撤销", "撤销上一步修改", [ctrl('z'), c('u')];
    Change Redo, "重做", "重做撤销的修改", [ctrl('y'), c('U')];
    Change TakeIn, "导入并入", "把别人发来的文件（Word、Excel、文本等）并入本文件，先看改动再确认", [c('I')];
    Change Save, "保存", "保存到文件", [ctrl('s')];
    Change SaveAs, "另存为", "保存为另一个文件，接着编辑那个文件", [c('S')];
    Look Export, "导出", "写成 Word、Excel、网页、文本等文件", [];
    Look Find, "找项目", "按序号、名称、拼音首字母、编码找项目、页面、字段", [ctrl('p')];
    Look Search, "查找", "在全文中查找", [c('/'), c('、'), ctrl('f')];
    Look Hits, "查找结果", "列出全部查找结果和所在的位置", [c('L')];
    Look NextHit, "下一处", "到下一处查找结果", [f(3), c('n')];
    Look PreviousHit, "上一处", "到上一处查找结果", [c('N')];
    Look NextEmpty, "下一处空", "到下一处没有填写的栏目", [c('e')];
    Look PreviousEmpty, "上一处空", "到上一处没有填写的栏目", [c('E')];
    Look Back, "后退", "回到刚才的位置", [c('<'), c('《'), ctrl('o')];
    Look Forward, "前进", "后退之后，再到前面的位置", [c('>'), c('》')];
    Look NextTab, "下一页", "到下一个标签页", [c(']'), c('】'), Key::ctrl(Code::PageDown)];
    Look PreviousTab, "上一页", "到上一个标签页", [c('['), c('【'), Key::ctrl(Code::PageUp)];
    Look Up, "上", "上一行", [k(Code::Up), c('k')];
    Look Down, "下", "下一行", [k(Code::Down), c('j')];
    Look Left, "左", "左边一格", [k(Code::Left), c('h')];
    Look Right, "右", "右边一格", [k(Code::Right), c('l')];
    Look NextCell, "下一格", "下一格，行末到下一行", [k(Code::Tab)];
    Look PreviousCell, "上一格", "上一格，行首到上一行", [k(Code::BackTab)];
    Look PageUp, "上翻", "往上翻一屏", [k(Code::PageUp)];
    Look PageDown, "下翻", "往下翻一屏", [k(Code::PageDown)];
    Look RowStart, "行首", "到这一行的第一格", [k(Code::Home)];
    Look RowEnd, "行末", "到这一行的最后一格", [k(Code::End)];
    Look Top, "页首", "到本页第一行", [c('g'), Key::ctrl(Code::Home)];
    Look Bottom, "页末", "到本页最后一行", [c('G'), Key::ctrl(Code::End)];
    Change EditOutside, "外部编辑", "用 $EDITOR 编辑光标处的内容", [f(4)];
    Look Help, "全部命令", "列出全部命令，可以查找和执行", [c('?'), f(1)];
    Look Repaint, "重画", "重画屏幕", [ctrl('l')];
    Look Mouse, "鼠标", "打开或关闭鼠标：点选和滚轮；打开时按住 Shift 仍可选取文字", [];
    Look Who, "谁在编辑", "看谁打开着这个文件；可以只看、等候，或编辑副本", [];
    Look Name, "我的姓名", "告诉同事谁在编辑，也写进豁免的署名", [];
    Look Suspend, "挂起", "回到命令行，用 fg 回来", [];
    Look Close, "返回", "关闭展开的行或提示，取消标记", [k(Code::Esc)];
    Look Quit, "退出", "退出，有未保存的修改时先问", [ctrl('q'), f(10)];
};

impl Action {
    /// Its row in the table.
    pub fn command(self) -> Option<&'static Command> {
        COMMANDS.iter().find(|command| command.action == self)
    }
}

impl Key {
    /// As it is shown: `Ctrl-S`, `F8`, `Enter`.
    pub fn shown(self) -> String {
        let name = match self.code {
            Code::Char(' ') => "空格".to_string(),
            Code::Char(c) if self.ctrl => c.to_uppercase().to_string(),
            Code::Char(c) => c.to_string(),
            Code::F(n) => format!("F{n}"),
            Code::Enter => "Enter".into(),
            Code::Esc => "Esc".into(),
            Code::Tab => "Tab".into(),
            Code::BackTab => "Shift-Tab".into(),
            Code::Backspace => "退格".into(),
            Code::Delete => "Delete".into(),
            Code::Insert => "Insert".into(),
            Code::Left => "←".into(),
            Code::Right => "→".into(),
            Code::Up => "↑".into(),
            Code::Down => "↓".into(),
            Code::Home => "Home".into(),
            Code::End => "End".into(),
            Code::PageUp => "PgUp".into(),
            Code::PageDown => "PgDn".into(),
        };
        if self.ctrl { format!("Ctrl-{name}") } else { name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_meanings_and_every_command_is_explained() {
        let mut seen = std::collections::HashMap::new();
        for command in COMMANDS {
            assert!(!command.name.is_empty() && !command.help.is_empty());
            for key in command.keys {
                assert_eq!(seen.insert(*key, command.name), None, "{}", key.shown());
                assert!(!key.alt, "nothing is reachable only by Alt");
                assert!(!matches!(key.code, Code::F(n) if n > 10), "no function key above F10");
            }
        }
    }
}
