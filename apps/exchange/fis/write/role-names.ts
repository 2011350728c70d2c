/** Roles that an exported template names: made from the policies and the trust beside it. */

export const roleNameOf = (name: string): string => `${name.slice(0, 55)}-fis-role`;

/** In each account of a template over several. */
export const targetRoleNameOf = (name: string): string => `${name.slice(0, 48)}-fis-target-role`;
