/** Says which runtime a decision is for. A hint only: the controller looks by itself as well. */
export const approvalChannel = 'bulkhead_approval'
