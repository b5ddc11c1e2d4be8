//! The world: countries, cities, bodies, offices, people, summits and news agencies, as tables.
