//! GA4GH Beacon v2 nodes over GDI frequency files, and the demo data they serve.
//!
//! Two programs stand on this library: `demo-nodes` serves, `build-data` writes what is served.

pub mod beacon;
pub mod contig;
pub mod country;
pub mod dataset;
pub mod demo_data;
pub mod drawn;
pub mod fault;
pub mod frequency_file;
pub mod many;
pub mod node_server;
pub mod options;
pub mod page_server;
pub mod recorder;
pub mod relay;
