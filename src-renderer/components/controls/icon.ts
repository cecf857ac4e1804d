// What a control accepts as its icon: a Lucide component or one of our own drawn the same way.
import type { LucideProps } from '@lucide/svelte';
import type { Component } from 'svelte';

export type IconComponent = Component<LucideProps>;
