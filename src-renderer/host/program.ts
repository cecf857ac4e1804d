// The only place that asks which program this page runs in.

export const inElectron = location.protocol === 'app:';
