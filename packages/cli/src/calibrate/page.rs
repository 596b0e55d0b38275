//! One page that needs nothing but itself: every number with its reason.

use super::tables::{all, asked, Table};
use crate::report::escaped;
use ballast_desk::calibrate::Calibration;

const PAGE: &str = include_str!("page.html");

pub fn page(of: &Calibration) -> String {
    let notes = of.explained.notes.iter().map(|note| {
        let asset = note.asset.as_deref().map_or(String::new(), |asset| {
            format!("<b>{}</b>: ", escaped(asset))
        });
        format!("<li>{asset}{}</li>", escaped(&note.text))
    });
    let tables: String = all(of).iter().map(section).collect();
    PAGE.replace("{{asked}}", &escaped(&asked(&of.explained)))
        .replace("{{notes}}", &notes.collect::<String>())
        .replace("{{tables}}", &tables)
}

fn section(table: &Table) -> String {
    let head: String = table
        .head
        .iter()
        .map(|cell| format!("<th>{}</th>", escaped(cell)))
        .collect();
    let row = |row: &Vec<String>| -> String {
        let cells: String = row
            .iter()
            .map(|cell| format!("<td>{}</td>", escaped(cell)))
            .collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = table.rows.iter().map(row).collect();
    format!(
        "<section><h2>{}</h2><p>{}</p><div class=\"scroll\"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>",
        escaped(table.title), escaped(&table.note),
    )
}
