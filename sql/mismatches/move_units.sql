-- Moves the units of a feed's ledger to the map that has come into force; numbers and states stay.
-- psql -v feed="'eid-accounts'" -v from_map=1 -v to_map=3 -f sql/mismatches/move_units.sql
update core.mismatch m
set unit = case when api.is_elsewhere(m.unit) then m.unit else core.unit_on(m.unit, :from_map, :to_map) end,
    sector_value = case when m.kind = 'home-unit-differs' and not api.is_elsewhere(m.sector_value)
                        then core.unit_on(m.sector_value, :from_map, :to_map) else m.sector_value end,
    reference_value = case when m.kind = 'home-unit-differs' and not api.is_elsewhere(m.reference_value)
                           then core.unit_on(m.reference_value, :from_map, :to_map) else m.reference_value end
where m.feed = :feed and m.state in ('open', 'ignored');
