/** Actions for members that are ill as well. Apart from the catalogue, for whoever only looks after a run. */
export const forTheIll: readonly string[] = ['squall:autoscaling:replace-instance'];
