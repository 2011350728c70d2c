/** Owners opt their resources in by it, with the value `true`; the roles that inject are held to it. */
export const optInTag = 'resilience:fis-enabled';
