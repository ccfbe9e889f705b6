//! The land of all maps, projected once for an edition.

use crate::data::{Dataset, MapLayout as Settings, MapPlace};
use crate::diagnostics::Outcome;
use crate::figures::{
    Albers, InsetLayout, LonLatBox, MapBase, MapLayout, Placement, Shapes, Width,
};

/// The projected land in its three layouts.
#[derive(Clone, Debug)]
pub struct Maps {
    /// Over the full text column.
    pub full: MapBase,
    /// Over half of it.
    pub half: MapBase,
    /// The locator of a regional brief.
    pub locator: MapBase,
}

impl Maps {
    /// Projects the regions of a data set; none if it speaks of the nation alone.
    ///
    /// # Errors
    /// Boundaries or projections that cannot be used.
    pub fn new(data: &Dataset) -> Outcome<Option<Self>> {
        if data.regions.is_empty() {
            return Ok(None);
        }
        let shapes = Shapes::from_geojson(&data.shapes, "region", "regions.geojson")?;
        let codes: Vec<&str> =
            data.regions.iter().map(|r| data.names.symbols.text(r.code)).collect();
        let base = |settings: Option<&Settings>, width| match settings {
            Some(own) => MapBase::new(&shapes, codes.iter().copied(), &layout(own), width),
            None => {
                let chosen = MapLayout::fitting(&shapes, &codes)?;
                MapBase::new(&shapes, codes.iter().copied(), &chosen, width)
                    .map(MapBase::with_legend_below)
            }
        };
        let maps = &data.catalogue.maps;
        Ok(Some(Self {
            full: base(maps.full.as_ref(), Width::Full)?,
            half: base(maps.half.as_ref(), Width::Half)?,
            locator: base(maps.locator.as_ref(), Width::Half)?,
        }))
    }
}

fn layout(settings: &Settings) -> MapLayout {
    let place = |p: MapPlace| Placement { x: p.x, y: p.y, width: p.width };
    let albers = |p: crate::data::MapProjection| Albers {
        parallels: p.parallels,
        meridian: p.meridian,
        latitude: p.latitude,
    };
    MapLayout {
        projection: albers(settings.projection),
        at: place(settings.at),
        insets: settings
            .insets
            .iter()
            .map(|inset| InsetLayout {
                projection: albers(inset.projection),
                extent: LonLatBox {
                    west: inset.extent.west,
                    east: inset.extent.east,
                    south: inset.extent.south,
                    north: inset.extent.north,
                },
                at: place(inset.at),
            })
            .collect(),
        legend: place(settings.legend),
    }
}
