// The engine process of this host: pages reach it by sockets that main hands over.
import { servePixels } from '../engine-entry.ts';
import { acceptSockets } from './engine-sockets.ts';

acceptSockets(servePixels);
