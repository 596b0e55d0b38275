//! A connection to a node.
