//! Draws every kind of figure from synthetic data: `figure_gallery FOLDER [BOUNDARIES]`.
//!
//! The boundaries default to the Russian regions of `data/ru-cn`. All values are made up from the position
//! of the item; every label says so.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use tradeprint::diagnostics::{Format, render};
use tradeprint::figures::*;

const FULL: &str = r#"
    legend = { x = 0.47, y = 0.615, width = 0.52 }
    at = { x = 0.03, y = 0.015, width = 0.97 }
    projection = { parallels = [52.0, 64.0], meridian = 100.0, latitude = 56.0 }
    [[insets]]
    projection = { parallels = [52.0, 60.0], meridian = 38.0, latitude = 56.0 }
    extent = { west = 29.5, east = 48.0, south = 51.2, north = 60.6 }
    at = { x = 0.0, y = 0.45, width = 0.245 }
    [[insets]]
    projection = { parallels = [41.0, 47.0], meridian = 43.0, latitude = 44.0 }
    extent = { west = 37.5, east = 48.4, south = 41.3, north = 45.4 }
    at = { x = 0.26, y = 0.565, width = 0.185 }
"#;

const HALF: &str = r#"
    legend = { x = 0.0, y = 1.0, width = 1.0 }
    at = { x = 0.0, y = 0.02, width = 1.0 }
    projection = { parallels = [52.0, 64.0], meridian = 100.0, latitude = 56.0 }
    [[insets]]
    projection = { parallels = [52.0, 60.0], meridian = 38.0, latitude = 56.0 }
    extent = { west = 29.5, east = 48.0, south = 51.2, north = 60.6 }
    at = { x = 0.0, y = 0.6, width = 0.39 }
    [[insets]]
    projection = { parallels = [41.0, 47.0], meridian = 43.0, latitude = 44.0 }
    extent = { west = 37.5, east = 48.4, south = 41.3, north = 45.4 }
    at = { x = 0.42, y = 0.65, width = 0.4 }
"#;

const LOCATOR: &str = r#"
    legend = { x = 0.0, y = 1.0, width = 1.0 }
    at = { x = 0.0, y = 0.02, width = 1.0 }
    projection = { parallels = [52.0, 64.0], meridian = 100.0, latitude = 56.0 }
"#;

/// A number between 0 and 1 that depends on `n` alone.
fn noise(n: usize) -> f64 {
    let x = (n as f64 * 12.9898 + 4.1414).sin() * 43_758.547;
    x - x.floor()
}

fn points(level: f64, trend: f64, seed: usize) -> Vec<Point> {
    (2010..=2030)
        .map(|year| {
            let t = f64::from(year - 2010);
            let wobble = if year <= 2021 { noise(seed + t as usize) * level * 0.25 } else { 0.0 };
            let value = level + trend * t + wobble;
            let status = match year {
                ..=2019 => Status::Observed,
                2020 | 2021 => Status::Estimated,
                _ => Status::Projected,
            };
            let half = level * 0.05 * (t - 10.0).max(0.0).sqrt();
            let interval = (status == Status::Projected).then_some((value - half, value + half));
            Point { year, value, status, interval }
        })
        .collect()
}

fn series(label: &str, level: f64, trend: f64, emphasis: Emphasis, band: bool) -> Series {
    let mut points = points(level, trend, label.len() * 7);
    if !band {
        points.iter_mut().for_each(|p| p.interval = None);
    }
    Series { label: label.to_owned(), points, emphasis }
}

fn lines() -> Vec<(&'static str, LineChart)> {
    let totals = LineChart {
        width: Width::Full,
        height_pt: 190.0,
        unit: "Mt CO₂ (synthetic)".to_owned(),
        series: vec![
            series("Russia to China", 24.0, 1.9, Emphasis::Highlight(0), true),
            series("China to Russia", 31.0, 0.4, Emphasis::Highlight(1), true),
        ],
        zero_baseline: true,
        projection_label: Some("projection, 95 % interval".to_owned()),
        notes: vec![
            YearNote { year: 2014, text: "Rouble falls (synthetic note)".to_owned() },
            YearNote { year: 2018, text: "New customs codes".to_owned() },
        ],
    };
    let names = [
        "Mineral products",
        "Chemical products",
        "Animal husbandry and fishing",
        "Metals",
        "Wood products",
        "Machinery",
        "Plastics and rubber",
        "Pulp and paper",
        "Agriculture",
        "Food products",
        "Textiles, leather, footwear",
        "Electrical equipment",
        "Furniture",
        "Transport equipment",
        "Stone and glass",
    ];
    let industries = LineChart {
        height_pt: 230.0,
        series: names
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let emphasis = if i < 3 { Emphasis::Highlight(i) } else { Emphasis::Context };
                series(name, 30.0 / (1.0 + i as f64 * 1.3), 0.9 / (1.0 + i as f64), emphasis, false)
            })
            .collect(),
        projection_label: Some("projection".to_owned()),
        notes: Vec::new(),
        ..totals.clone()
    };
    let half = LineChart {
        width: Width::Half,
        height_pt: 140.0,
        unit: "млн т CO₂ (условные данные)".to_owned(),
        series: vec![
            series("Россия – Китай", 24.0, 1.9, Emphasis::Highlight(0), true),
            series("Китай – Россия", 31.0, -2.6, Emphasis::Highlight(1), true),
        ],
        projection_label: Some("прогноз".to_owned()),
        notes: Vec::new(),
        ..totals.clone()
    };
    vec![("line-totals", totals), ("line-industries", industries), ("line-half-ru", half)]
}

fn small_multiples() -> SmallMultiples {
    let panels = (0..15)
        .map(|i| {
            let flows = ["Russia to China", "China to Russia"];
            let series = (0..2).map(|k| {
                let level = 4.0 + 20.0 * noise(i * 2 + k);
                Series {
                    label: flows[k].to_owned(),
                    points: points(level, noise(i + 9 * k) - 0.3, i * 31 + k),
                    emphasis: Emphasis::Highlight(k),
                }
            });
            let title = format!(
                "Synthetic industry {}{}",
                i + 1,
                if i == 4 { " with a name that is long" } else { "" }
            );
            Panel { title, series: series.collect() }
        })
        .collect();
    SmallMultiples {
        width: Width::Full,
        columns: 3,
        plot_height_pt: 62.0,
        unit: "Mt CO₂".to_owned(),
        panels,
        common_scale: true,
        zero_baseline: true,
        projection_label: Some("projection".to_owned()),
        direct_labels: false,
    }
}

fn bar(label: String, values: &[f64], index: usize, emphasis: bool) -> Bar {
    let values = values
        .iter()
        .map(|&value| {
            let status = match index % 4 {
                1 => Status::Estimated,
                3 => Status::Projected,
                _ => Status::Observed,
            };
            let interval = (index % 4 == 3).then_some((value - 1.2, value + 1.2));
            let text = format!("{value:.1}").replace('-', "−");
            Some(BarValue { value, text, status, interval })
        })
        .collect();
    Bar { label, values, emphasis }
}

fn bars() -> Vec<(&'static str, BarChart)> {
    let name = |i: usize| match i {
        2 => "Synthetic industry with a remarkably long and wrapped name".to_owned(),
        _ => format!("Synthetic industry {}", i + 1),
    };
    let ranked = BarChart {
        width: Width::Full,
        unit: "Mt CO₂ (synthetic)".to_owned(),
        series: vec!["all".to_owned()],
        bars: (0..10).map(|i| bar(name(i), &[22.0 / (i + 1) as f64], i, i == 3)).collect(),
        poles: None,
    };
    let grouped = BarChart {
        series: vec!["Russia to China".to_owned(), "China to Russia".to_owned()],
        bars: (0..6)
            .map(|i| bar(name(i), &[22.0 / (i + 1) as f64, 9.0 * noise(i)], 0, false))
            .collect(),
        ..ranked.clone()
    };
    let diverging = BarChart {
        width: Width::Half,
        bars: (0..9)
            .map(|i| bar(format!("Отрасль {}", i + 1), &[9.0 - 2.4 * i as f64], i, false))
            .collect(),
        poles: Some(("← выбросы у партнёра".to_owned(), "выбросы в России →".to_owned())),
        ..ranked.clone()
    };
    vec![("bars-ranked", ranked), ("bars-grouped", grouped), ("bars-diverging-ru", diverging)]
}

fn tornado() -> Tornado {
    let end = |moved: f64| TornadoEnd { value: 21.0 + moved, text: format!("{moved:+.1}") };
    let row = |label: &str, moved: &[f64]| TornadoRow {
        label: label.to_owned(),
        ends: moved.iter().copied().map(end).collect(),
    };
    Tornado {
        width: Width::Half,
        unit: "Mt CO₂ (synthetic)".to_owned(),
        baseline: 21.0,
        baseline_label: "Baseline +21.0".to_owned(),
        rows: vec![
            row("Synthetic change that turns the sign", &[-27.5]),
            row("Synthetic change upwards", &[8.2]),
            row("Synthetic pair", &[-3.1, 2.4]),
        ],
        status: Status::Estimated,
    }
}

fn waterfall() -> Waterfall {
    use Status::{Estimated, Observed, Projected};
    use StepKind::{Change, Total};
    let step = |label: &str, value: f64, status, kind| {
        let text = match kind {
            Total => format!("{value:.1}"),
            Change => format!("{value:+.1}").replace('-', "−"),
        };
        Step { label: label.to_owned(), value, text, status, kind }
    };
    Waterfall {
        width: Width::Full,
        height_pt: 150.0,
        unit: "Mt CO₂ (synthetic)".to_owned(),
        steps: vec![
            step("2010", 11.0, Observed, Total),
            step("Synthetic scale", 19.0, Estimated, Change),
            step("Composition", -0.1, Estimated, Change),
            step("Technique", -7.9, Estimated, Change),
            step("2021", 22.0, Estimated, Total),
            step("Synthetic scale", 6.0, Projected, Change),
            step("Composition", 1.5, Projected, Change),
            step("Technique", -4.5, Projected, Change),
            step("2030", 25.0, Projected, Total),
        ],
        projection_label: Some("projection".to_owned()),
    }
}

fn values(base: &MapBase, of: impl Fn(usize) -> f64) -> BTreeMap<String, RegionValue> {
    base.codes()
        .enumerate()
        .map(|(i, code)| {
            let value = (i % 19 != 7).then(|| of(i));
            (code.to_owned(), RegionValue { value, estimated: i % 3 == 0 })
        })
        .collect()
}

fn maps(shapes: &Shapes, style: &Style) -> Result<Vec<(&'static str, Svg)>, Box<dyn Error>> {
    let codes = || shapes.codes().filter(|c| c.starts_with("RU-"));
    let base = |layout: &str, width: Width| {
        let layout: MapLayout = toml::from_str(layout)?;
        MapBase::new(shapes, codes(), &layout, width)
            .map_err(|faults| Box::<dyn Error>::from(render(&faults, Format::Human)))
    };
    let (full, half) = (base(FULL, Width::Full)?, base(HALF, Width::Half)?);
    let locator = base(LOCATOR, Width::Half)?;
    let heavy = |i: usize| 9.0 * noise(i).powi(4);
    let signed = |i: usize| 4.0 * (noise(i + 3) - 0.5).powi(3) * 8.0;
    let all = |of: &dyn Fn(usize) -> f64| (0..85).map(of).collect::<Vec<_>>();
    let sequential = Classes::sequential(&all(&heavy), 6).map_err(|d| d.short())?;
    let diverging = Classes::diverging(&all(&signed), Some(0.06)).map_err(|d| d.short())?;
    let legend = MapLegend {
        unit: "Mt CO₂ (synthetic)".to_owned(),
        no_data: Some("no data".to_owned()),
        estimated: Some("estimated".to_owned()),
        counts: true,
        poles: None,
    };
    let poles = Some((
        "← emissions fall on the partner".to_owned(),
        "emissions fall on Russia →".to_owned(),
    ));
    let callouts = ["RU-PRI", "RU-IRK", "RU-SAK", "RU-TYU", "RU-MOW", "RU-MUR"];
    let callouts: Vec<Callout> = callouts
        .iter()
        .map(|c| Callout {
            region: (*c).to_owned(),
            lines: vec![format!("Synthetic {c}"), "12.3 Mt".to_owned()],
        })
        .collect();
    let first = Choropleth {
        base: &full,
        classes: &sequential,
        values: values(&full, heavy),
        legend,
        callouts,
        highlight: None,
        minus_signs: false,
    };
    let balance = Choropleth {
        classes: &diverging,
        values: values(&full, signed),
        legend: MapLegend { poles, ..first.legend.clone() },
        callouts: first.callouts[..3].to_vec(),
        highlight: Some("RU-KYA".to_owned()),
        minus_signs: true,
        ..first.clone()
    };
    let small = Choropleth { base: &half, callouts: Vec::new(), ..first.clone() };
    let small_balance =
        Choropleth { base: &half, callouts: Vec::new(), highlight: None, ..balance.clone() };
    let place = |region: &str, district: &[&str]| LocatorMap {
        base: &locator,
        region: region.to_owned(),
        district: district.iter().map(|c| (*c).to_owned()).collect::<BTreeSet<_>>(),
        label: vec![format!("Region {region}")],
    };
    let east = [
        "RU-PRI", "RU-KHA", "RU-SAK", "RU-AMU", "RU-YEV", "RU-SA", "RU-MAG", "RU-KAM", "RU-CHU",
        "RU-BU", "RU-ZAB",
    ];
    let mut out = Vec::new();
    for (name, map) in [
        ("map-sequential", &first),
        ("map-diverging", &balance),
        ("map-half", &small),
        ("map-half-diverging", &small_balance),
    ] {
        out.push((name, map.draw(style).map_err(|d| d.short())?));
    }
    out.push(("locator-primorsky", place("RU-PRI", &east).draw(style).map_err(|d| d.short())?));
    out.push(("locator-moscow", place("RU-MOW", &[]).draw(style).map_err(|d| d.short())?));
    Ok(out)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: figure_gallery FOLDER [BOUNDARIES]")?;
    let boundaries = arguments.next().unwrap_or_else(|| "data/ru-cn/regions.geojson".to_owned());
    let shapes =
        Shapes::from_geojson(&std::fs::read_to_string(&boundaries)?, "region", &boundaries)
            .map_err(|faults| render(&faults, Format::Human))?;
    let style = Style::default();
    let mut figures = maps(&shapes, &style)?;
    for (name, chart) in lines() {
        figures.push((name, chart.draw(&style).map_err(|d| d.short())?));
    }
    for (name, chart) in bars() {
        figures.push((name, chart.draw(&style).map_err(|d| d.short())?));
    }
    figures.push(("tornado", tornado().draw(&style).map_err(|d| d.short())?));
    figures.push(("small-multiples", small_multiples().draw(&style).map_err(|d| d.short())?));
    figures.push(("waterfall", waterfall().draw(&style).map_err(|d| d.short())?));
    std::fs::create_dir_all(&folder)?;
    for (name, svg) in figures {
        std::fs::write(Path::new(&folder).join(format!("{name}.svg")), svg.text)?;
    }
    Ok(())
}
