//! Times in files: unix seconds, dates and dates with a time, all UTC.

/// Seconds of a day.
pub const DAY: u64 = 86_400;

/// Unix seconds out of `1621411200`, `2021-05-19`, `2021-05-19 08:00` or `2021-05-19T08:00:00Z`.
pub fn parse(text: &str) -> Option<u64> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().filter(|seconds| *seconds < LAST);
    }
    let text = text.strip_suffix('Z').unwrap_or(text);
    let Some((date, time)) = text.split_once(['T', ' ']) else {
        return midnight(text);
    };
    let mut parts = time.split(':');
    let hour = number(parts.next()?, 2)?;
    let minute = number(parts.next()?, 2)?;
    let second = number(parts.next().unwrap_or("00"), 2)?;
    let valid = hour < 24 && minute < 60 && second < 60 && parts.next().is_none();
    valid.then_some(midnight(date)? + hour * 3_600 + minute * 60 + second)
}

/// As `2021-05-19` at midnight, else as `2021-05-19 08:00`, with seconds where there are any.
pub fn format(seconds: u64) -> String {
    let (days, rest) = (seconds / DAY, seconds % DAY);
    let (year, month, day) = civil(days);
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (rest, rest % 60) {
        (0, _) => date,
        (_, 0) => format!("{date} {:02}:{:02}", rest / 3_600, rest / 60 % 60),
        (_, second) => format!(
            "{date} {:02}:{:02}:{second:02}",
            rest / 3_600,
            rest / 60 % 60
        ),
    }
}

/// A length of time in the largest unit that divides it: `1 day`, `6 hours`, `5 minutes`.
pub fn length(seconds: u64) -> String {
    let (size, unit) = [(DAY, "day"), (3_600, "hour"), (60, "minute")]
        .into_iter()
        .find(|(size, _)| seconds >= *size && seconds.is_multiple_of(*size))
        .unwrap_or((1, "second"));
    let count = seconds / size;
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// 10000-01-01: what a year of four digits cannot say is no time.
const LAST: u64 = 253_402_300_800;

fn midnight(date: &str) -> Option<u64> {
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4)?;
    let month = number(parts.next()?, 2)?;
    let day = number(parts.next()?, 2)?;
    let days = days(year, month, day);
    let exists = year >= 1970 && (1..=12).contains(&month) && civil(days) == (year, month, day);
    (exists && parts.next().is_none()).then_some(days * DAY)
}

fn number(text: &str, digits: usize) -> Option<u64> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Days since 1970-01-01 in the Gregorian calendar, counting years from March.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 {
        year.saturating_sub(1)
    } else {
        year
    };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day;
    (year * 365 + year / 4 - year / 100 + year / 400 + of_year).saturating_sub(719_469)
}

/// Year, month and day of a day since 1970-01-01.
fn civil(days: u64) -> (u64, u64, u64) {
    // 400 years have 146,097 days; counted from 0000-03-01
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let of_years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * of_years + of_years / 4 - of_years / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (era * 400 + of_years + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_form_and_written_short() {
        assert_eq!(parse("0"), Some(0));
        assert_eq!(parse("1970-01-01"), Some(0));
        assert_eq!(parse("2000-02-29 12:30"), Some(951_827_400));
        assert_eq!(parse("2021-05-19T08:00:00Z"), Some(1_621_411_200));
        assert_eq!(format(1_621_411_200), "2021-05-19 08:00");
        assert_eq!(format(951_782_400), "2000-02-29");
        assert_eq!(format(951_782_401), "2000-02-29 00:00:01");
        assert_eq!(length(86_400), "1 day");
        assert_eq!(length(300), "5 minutes");
        assert_eq!(length(90), "90 seconds");
    }

    #[test]
    fn what_is_no_day_is_no_time() {
        for text in [
            "",
            "2021-02-29",
            "2021-13-01",
            "2021-00-10",
            "2021-1-1",
            "2021-05-19T24:00",
            "-5",
            "1e9",
            "noon",
            "99999999999999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_two_centuries_comes_back() {
        for day in 0..73_000 {
            assert_eq!(parse(&format(day * DAY)), Some(day * DAY));
        }
    }
}
