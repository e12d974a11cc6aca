-- A rule says who may say yes. What the runtime says of that is not believed: the broker looks who did.
GRANT SELECT (decided_by) ON approval TO bulkhead_broker;
