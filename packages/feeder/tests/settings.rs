//! `feeder.toml`: the example of the docs, and what is refused.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use ballast_daemon::parse_settings;
use ballast_feeder::{Settings, Way};

const EXAMPLE: &str = include_str!("../../../docs/feeder.toml");

fn read(text: &str) -> Result<Settings, String> {
    let settings: Settings =
        parse_settings("feeder.toml", text).map_err(|error| error.to_string())?;
    settings.check().map_err(|error| error.to_string())?;
    Ok(settings)
}

#[test]
fn the_example_is_read_and_has_every_key() {
    let settings = read(EXAMPLE).unwrap();
    assert_eq!(settings.report.way, Way::Own);
    assert_eq!(settings.metrics_port, Some(9464));
    let [atom, eth] = settings.assets.as_slice() else {
        unreachable!("the example has two assets")
    };
    assert_eq!(settings.rules_of(atom).heartbeat, 60);
    assert_eq!(settings.rules_of(eth).heartbeat, 30);
    // what a table of rules of its own leaves out is the default, not what [rules] says
    assert_eq!(settings.rules_of(eth).min_sources, 2);
    // with the other way of the example
    let signed = EXAMPLE.replace("way = \"own\"", "way = \"signed\"");
    let signed = signed.replace("# signing_key", "signing_key");
    assert_eq!(read(&signed).unwrap().report.way, Way::Signed);
}

/// What is changed in the example, and what the one line says.
const WRONG: [(&str, &str, &str); 13] = [
    ("every_seconds = 5", "evry_seconds = 5", "feeder.toml, line 7, column 1: unknown field `evry_seconds`, expected one of `node`, `chain_id`"),
    ("every_seconds = 5", "every_seconds = 0", "every_seconds: found 0, allowed is 1 to 3600"),
    ("chain_id = \"ballast-1\"", "", "missing field `chain_id`"),
    ("way = \"own\"", "way = \"pigeon\"", "unknown variant `pigeon`, expected one of `own`, `signed`, `printed`"),
    ("way = \"own\"", "way = \"signed\"", "[report] way = \"signed\" needs `signing_key`"),
    ("way = \"own\"", "way = \"printed\"", "[report] way = \"printed\" has no use for `wallet`; leave it out"),
    ("min_sources = 2", "min_sources = 3", "[[assets]] uatom: 2 sources know it and min_sources is 3; name more, or ask for fewer"),
    ("max_step = \"0.1\"", "max_step = 0.1", "invalid type: floating point `0.1`, expected a number in quotes"),
    ("max_step = \"0.1\"", "max_step = \"0.001\"", "max_step: found 0.001, and it must be above deviation, which is 0.005"),
    ("name = \"prices\"", "name = \"kraken\"", "[[sources]]: `kraken` is there twice; give each a name of its own"),
    ("prices = \"ATOM\"", "price = \"ATOM\"", "[[assets]] uatom: there is no source `price`; there are kraken, prices"),
    ("cw20 = \"wasm1eth\"", "native = \"uatom\"", "[[assets]]: uatom is there twice"),
    ("format = \"text\"", "format = \"xml\"", "unknown variant `xml`, expected `text` or `json`"),
];

#[test]
fn what_is_wrong_is_one_line_that_names_it() {
    for (right, wrong, line) in WRONG {
        assert!(EXAMPLE.contains(right), "{right}");
        let refused = read(&EXAMPLE.replacen(right, wrong, 1)).unwrap_err();
        assert!(refused.contains(line), "{refused}");
        assert_eq!(refused.lines().count(), 1);
    }
}

#[test]
fn what_is_signed_must_be_young_when_it_leaves() {
    let signed = EXAMPLE.replace("way = \"own\"", "way = \"signed\"");
    let signed = signed.replace("# signing_key", "signing_key");
    let old = signed.replace("max_age_seconds = 20", "max_age_seconds = 26");
    assert_eq!(
        read(&old).unwrap_err(),
        "[[assets]] uatom: max_age_seconds is 26, and what is signed may be at most 25 s old when it leaves"
    );
}
