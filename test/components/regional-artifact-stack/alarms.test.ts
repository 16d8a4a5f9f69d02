import { databaseMetricsOf } from '../../../components/regional-artifact-stack/alarms';

const DIMENSIONS = [{ region: 'eu-west-1', instanceIdentifiers: ['db-1'] }];
const connections = (capacity: { minCapacityUnits?: number; maxCapacityUnits?: number }) =>
  databaseMetricsOf({ mode: 'aurora-serverless', name: 'metadata', ...capacity }, DIMENSIONS)[0]!.connections;

// Aurora User Guide, "Setting the Aurora Serverless v2 capacity range": max_connections by the most capacity, 2 000 at most
// for a database that may shrink below one unit.
test.each([
  [{ minCapacityUnits: 0.5, maxCapacityUnits: 1 }, 180],
  [{ minCapacityUnits: 0.5, maxCapacityUnits: 16 }, 1600],
  [{ minCapacityUnits: 0, maxCapacityUnits: 16 }, 1600],
  [{ minCapacityUnits: 1, maxCapacityUnits: 16 }, 2883],
  [{ minCapacityUnits: 1, maxCapacityUnits: 64 }, 4000],
  [{ maxCapacityUnits: 64 }, 1600],
])('four fifths of the connections that %j allows raise an alarm: %d', (capacity, expected) => {
  expect(connections(capacity)).toBe(expected);
});

test('nothing is watched of a database that somebody else runs', () => {
  const existing = { mode: 'existing', host: 'db', port: 5432, name: 'metadata' };
  expect(databaseMetricsOf(existing as unknown as Parameters<typeof databaseMetricsOf>[0], DIMENSIONS)).toEqual([]);
});
