-- No use case deletes an account, and its foreign keys would reach past every wall: memberships and authors of all
-- workspaces at once, with the owner's rights.
REVOKE DELETE ON auth_user FROM bulkhead_web;
