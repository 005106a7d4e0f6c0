use super::*;

const WIDTHS: [f64; 5] = [120.0, 280.0, 399.0, 640.0, 1200.0];

fn histogram_of(counts: &[u64], limit: Option<f64>) -> Histogram {
    let mark = |at: f64| AxisMark { at, label: "threshold 10".to_owned() };
    Histogram {
        bins: counts.iter().map(|count| Bin { spoken: format!("{count}"), count: *count }).collect(),
        ticks: [0.0, 0.5, 1.0].map(|at| AxisMark { at, label: "1,000,000".to_owned() }).into(),
        limit: limit.map(mark),
    }
}

/// Left and right end of what is drawn.
fn extent(shape: &Shape) -> (f64, f64) {
    match shape {
        Shape::Line(from, to, ..) | Shape::Rect(from, to, _) => (from.0.min(to.0), from.0.max(to.0)),
        Shape::Disc(center, radius, _) => (center.0 - radius, center.0 + radius),
        Shape::Area(corners, _) => {
            corners.iter().fold((f64::MAX, f64::MIN), |(low, high), corner| (low.min(corner.0), high.max(corner.0)))
        }
        Shape::Label(label) => {
            let width = text::width(&label.text, label.size);
            let left = match label.anchor {
                Anchor::Start => label.at.0,
                Anchor::Middle => label.at.0 - width / 2.0,
                Anchor::End => label.at.0 - width,
            };
            (left, left + width)
        }
    }
}

fn check_inside(layout: &Layout) {
    for shape in layout.frame.iter().chain(layout.rows.iter().flat_map(|row| &row.shapes)) {
        let (left, right) = extent(shape);
        assert!(left >= -0.01 && right <= layout.width + 0.01, "{} px: {shape:?}", layout.width);
    }
    assert_eq!(record(layout).unwrap().rows.len(), layout.rows.len());
}

#[test]
fn marks_stand_where_their_shares_say() {
    let tick = |at: f64| AxisMark { at, label: "0.25".to_owned() };
    let mark = |at, square| PlaneMark { at, square, spoken: "x".to_owned() };
    let chart = Plane {
        x_name: "expected".to_owned(),
        y_name: "observed".to_owned(),
        x_ticks: vec![tick(0.0), tick(1.0)],
        y_ticks: vec![tick(0.0), tick(1.0)],
        marks: vec![mark((0.0, 0.0), None), mark((0.975, 0.975), Some(0.05))],
        equal_to: Some((1.0, 1.0)),
    };
    for width in WIDTHS {
        let layout = plane(&chart, width);
        check_inside(&layout);
        let [Shape::Disc(origin, ..)] = layout.rows[0].shapes[..] else { panic!("no point") };
        let [Shape::Rect(low, high, _)] = layout.rows[1].shapes[..] else { panic!("no square") };
        // The corner farthest from the origin is the end of both axes.
        let side = (high.0 - origin.0, origin.1 - low.1);
        assert!((side.0 - side.1).abs() < 0.01 && side.0 > 100.0, "{width}: {side:?}");
        assert!(((high.0 - low.0) - 0.05 * side.0).abs() < 0.01);
    }
}

#[test]
fn everything_stays_inside_at_any_width() {
    let lanes: Vec<Lane> = [("1", 249.0, 250), ("22", 51.0, 0), ("X", 0.0, 3)]
        .map(|(name, length, windows)| Lane {
            label: name.to_owned(),
            spoken: String::new(),
            length,
            windows: (0..windows).collect(),
        })
        .into();
    let named = ["Substitutions of one base", "Insertions"].map(|name| Bar {
        label: name.to_owned(),
        value: 3.0,
        figure: "3,456,789 (99.9 %)".to_owned(),
    });
    for width in WIDTHS {
        for limit in [None, Some(0.0), Some(0.5), Some(1.0)] {
            check_inside(&histogram(&histogram_of(&[0, 7, 1_000_000, 1], limit), width));
            let at = limit.map(|at| AxisMark { at, label: "threshold 3.3".to_owned() });
            check_inside(&gauge(&Gauge { value: 7.0, limit: at, ..Gauge::default() }, width));
        }
        check_inside(&histogram(&Histogram::default(), width));
        check_inside(&density(&lanes, width));
        check_inside(&bars(&named, width));
        check_inside(&bars(&[], width));
    }
}

#[test]
fn heights_are_the_counts_and_one_is_seen_beside_a_million() {
    let layout = histogram(&histogram_of(&[0, 1, 500_000, 1_000_000], None), 400.0);
    let heights: Vec<f64> = layout
        .rows
        .iter()
        .map(|row| match row.shapes[..] {
            [Shape::Rect(from, to, Role::Measured)] => to.1 - from.1,
            _ => 0.0,
        })
        .collect();
    assert_eq!(heights, [0.0, 1.0, 42.0, 84.0]);
}

#[test]
fn a_limit_past_the_end_is_not_drawn_and_its_words_change_sides() {
    let limit_at = |at| {
        let limit = Some(AxisMark { at, label: "100".to_owned() });
        gauge(&Gauge { limit, ..Gauge::default() }, 300.0).frame.into_iter().find_map(|shape| match shape {
            Shape::Label(label) => Some((label.at.0, label.anchor)),
            _ => None,
        })
    };
    assert_eq!(limit_at(0.5), Some((156.0, Anchor::Start)));
    assert_eq!(limit_at(1.0), Some((286.0, Anchor::End)));
    assert_eq!(limit_at(1.1), None);
}

#[test]
fn an_axis_holds_figure_and_limit() {
    let axis = |value, limit: Option<f64>| {
        let limit = limit.map(|limit| (limit, "limit".to_owned()));
        let gauge = Gauge::new(value, limit, 4.0, String::new(), crate::format::NumberStyle::German);
        (gauge.value, gauge.ticks.last().map(|tick| tick.label.clone()).unwrap_or_default(), gauge.ticks.len())
    };
    assert_eq!(axis(2.0, None), (0.5, "4".to_owned(), 5));
    assert_eq!(axis(2.0, Some(10.0)), (0.2, "10".to_owned(), 3));
    assert_eq!(axis(40_000.0, None), (1.0, "40.000".to_owned(), 2));
}

#[test]
fn names_stand_above_where_there_is_no_room() {
    let bar = Bar { label: "Insertions".to_owned(), value: 1.0, figure: "1".to_owned() };
    let name_and_bar = |width| {
        let layout = bars(std::slice::from_ref(&bar), width);
        let [Shape::Label(name), _, Shape::Rect(from, ..)] = &layout.rows[0].shapes[..] else { panic!("{layout:?}") };
        (name.at.1 < from.1, from.0 == 0.0)
    };
    assert_eq!(name_and_bar(300.0), (true, true));
    assert_eq!(name_and_bar(600.0), (false, false));
}

#[test]
fn rows_follow_each_other_and_lanes_share_one_scale() {
    let lane = |name: &str, windows: &[u32]| Lane {
        label: name.to_owned(),
        spoken: String::new(),
        length: 10.0,
        windows: windows.to_vec(),
    };
    let layout = density(&[lane("1", &[10, 5]), lane("2", &[5])], 300.0);
    let top = |row: &Row| match &row.shapes[2] {
        Shape::Area(corners, _) => corners.iter().map(|corner| corner.1).fold(f64::MAX, f64::min) - row.area.1,
        shape => panic!("{shape:?}"),
    };
    assert_eq!((top(&layout.rows[0]), top(&layout.rows[1])), (3.0, 12.0));
    assert_eq!(layout.rows[1].area.1, layout.rows[0].area.1 + layout.rows[0].area.3);
}
