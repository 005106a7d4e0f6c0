//! Asks nodes who they are; tells them nothing about a variant.

use cohort_core::beacon::{
    registry::Node,
    request::{InformationPage, Request},
};
use leptos::{prelude::*, task::spawn_local};

use super::Act;
use crate::edge::{
    clock::Stopwatch,
    gateway::{Deadline, Stop},
};

impl Act {
    /// On the person's wish only.
    pub(crate) fn meet(self, nodes: &[Node]) {
        let Some(stop) = Stop::new() else { return };
        for node in nodes {
            let (request, stop, id) =
                (Request::information(node, InformationPage::Info), stop.clone(), node.id.clone());
            self.store.introductions.update(|all| all.asked(id.clone()));
            spawn_local(async move {
                let watch = Stopwatch::start();
                let reply = self.gateway.ask(&request, &stop, &Deadline::start()).await;
                let took_millis = watch.millis();
                let dialect = reply.dialect();
                let _ = self.store.acquaintances.try_update(|known| known.recognised(&id, dialect));
                let _ = self.store.introductions.try_update(|all| all.replied(id, reply, took_millis));
            });
        }
    }
}
