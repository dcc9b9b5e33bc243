//! Who works here, and what day it is: what the editor writes into a waiver but cannot know by itself.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::app::Signature;
use crate::store::lock::Holder;

/// China has one time zone, whatever the server is set to.
const BEIJING: Duration = Duration::from_secs(8 * 3600);

/// The person of that name, else the account, and today's date.
pub fn signature(name: &str) -> Signature {
    let by = if name.is_empty() { Holder::here("").user } else { name.to_string() };
    Signature { by, date: date(SystemTime::now()) }
}

/// The time in Beijing, so many seconds after 1970: 14:05 today, else with the date. Empty where
/// there is none.
pub fn time(seconds: u64, now: SystemTime) -> String {
    let then = UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
    let Some(then) = then.filter(|_| seconds > 0) else { return String::new() };
    let minutes = seconds.saturating_add(BEIJING.as_secs()) / 60;
    let clock = format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let day = date(then);
    if day == date(now) { clock } else { format!("{day} {clock}") }
}

/// The date in Beijing: 2021-03-01. Empty before 1970, when the clock is not set.
fn date(now: SystemTime) -> String {
    let Ok(since) = now.duration_since(UNIX_EPOCH) else { return String::new() };
    let days = since.as_secs().saturating_add(BEIJING.as_secs()) / 86_400;
    // years that begin in March, in eras of 400 years, so that the leap day comes last
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_today_has_no_date() {
        let now = UNIX_EPOCH + Duration::from_secs(1_614_528_000 + 3600);
        assert_eq!(time(1_614_528_000, now), "00:00");
        assert_eq!(time(1_614_527_940, now), "2021-02-28 23:59");
        for nonsense in [0, u64::MAX, u64::MAX / 2] {
            assert!(time(nonsense, now).len() < 40);
        }
        assert_eq!(time(0, now), "");
    }

    #[test]
    fn days_become_dates_in_beijing() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-29"),
            (951_840_000, "2000-03-01"),
            (1_614_527_999, "2021-02-28"),
            (1_614_528_000, "2021-03-01"),
            (4_107_513_600, "2100-03-01"),
        ] {
            assert_eq!(date(UNIX_EPOCH + Duration::from_secs(seconds)), expected, "{seconds}");
        }
    }
}
