import { type Position, lastOfLanes } from './position.ts';

it('the last position of each lane stands for all of them, whatever their order', () => {
  const at = (service: Position['service'], lane: number, position: number, epoch = 1): Position => ({
    ...{ service, lane, epoch, position },
  });
  const all = [
    at('licenses', 1, 9),
    at('licenses', 1, 4),
    at('customers', 1, 2),
    at('licenses', 2, 7),
    at('licenses', 1, 1, 2),
  ];
  expect(lastOfLanes(all)).toEqual([at('licenses', 1, 1, 2), at('customers', 1, 2), at('licenses', 2, 7)]);
});
