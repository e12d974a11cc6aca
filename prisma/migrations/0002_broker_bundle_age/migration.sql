-- The broker refuses calls under bundles that were superseded long ago: it must see how old they are.
GRANT SELECT (created_at) ON bundle TO bulkhead_broker;
