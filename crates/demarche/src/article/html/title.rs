//! Headlines without the site's name after them.

/// Marks between headline and site name.
const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "];

/// Strips " - Site" and " | Site" from a page's title.
pub(super) fn clean(title: &str, publisher: Option<&str>, url: &Option<String>) -> String {
    let mut title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let host = url.as_deref().and_then(host).unwrap_or_default();
    for _ in 0..3 {
        let cut = MARKS.iter().filter_map(|mark| Some((title.rfind(mark)?, *mark))).max();
        let Some((at, mark)) = cut else { break };
        let (head, tail) = (&title[..at], &title[at + mark.len()..]);
        let words = |text: &str| text.split(' ').count();
        let names = is_site(tail, publisher, &host);
        let bar = !matches!(mark, " - " | " – " | " — ");
        let short = words(tail) <= 4 && words(head) >= 3;
        let capital = tail.split(' ').all(|word| !word.starts_with(char::is_lowercase));
        let dash = words(tail) <= 3 && words(head) >= 4 && capital && mark == " - ";
        if !(names || (bar && short) || dash) {
            break;
        }
        title.truncate(at);
    }
    title.trim().to_owned()
}

/// Whether the end of a title is the publisher's name or the host's.
fn is_site(tail: &str, publisher: Option<&str>, host: &str) -> bool {
    let key = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
    };
    let tail = key(tail);
    let publisher = publisher.map(key).unwrap_or_default();
    tail.len() > 1
        && (tail == publisher
            || (publisher.len() > 3
                && tail.contains(&publisher)
                && tail.len() < 2 * publisher.len())
            || (tail.len() > 3 && (publisher.contains(&tail) || key(host).contains(&tail))))
}

fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    Some(rest.split(['/', '?', '#', ':']).next()?.trim_start_matches("www.").to_owned())
}

#[cfg(test)]
mod tests {
    use super::clean;

    fn check(title: &str, publisher: Option<&str>, url: Option<&str>, wanted: &str) {
        assert_eq!(clean(title, publisher, &url.map(str::to_owned)), wanted);
    }

    #[test]
    fn site_names_go_and_headlines_stay() {
        let headline = "Kim rejects US dialogue offers";
        check("Kim rejects US dialogue offers | International", None, None, headline);
        check("Kim rejects US dialogue offers - BBC News", None, None, headline);
        check("Kim rejects US dialogue offers | World | The Hill", None, None, headline);
        check("Talks fail – Le Monde", Some("Le Monde"), None, "Talks fail");
        check("Talks fail - example", None, Some("https://www.example.org/a"), "Talks fail");
        check("Talks fail - what next", None, None, "Talks fail - what next");
        check(
            "Israel-Hamas war - a year of bombs",
            None,
            None,
            "Israel-Hamas war - a year of bombs",
        );
        check("Live", Some("Live"), None, "Live");
    }
}
