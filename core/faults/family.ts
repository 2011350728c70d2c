/** `ec2` of `aws:ec2:stop-instances`, `host` of `squall:host:clock-skew`. */
export const familyOf = (id: string): string => id.split(':')[1] ?? '';
