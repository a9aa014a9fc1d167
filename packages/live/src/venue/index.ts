export { BadVenueError, createVenue, VenueRefusalError } from "../testing/make-venue.js";
export type { Venue, VenueChange, VenueListener, VenueMarket, VenueOptions, VenueRefusal } from "../testing/venue.js";
export { VirtualTime } from "../testing/virtual-time.js";
