import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { HOST } from '../control-plane/ports';
import { RecordedScenario, recordScenario } from '../record/recordScenario';
import { readScript, SCENARIOS } from '../record/script';
import { compareWithModel } from './support/agreement';
import { useCluster } from './support/clusterUnderTest';

/** Fewer where there is little time: the quick ones come first. */
const scenarios = SCENARIOS.slice(
  0,
  Number(process.env.RECORDINGS ?? SCENARIOS.length),
);

describe('the scaling model and a fresh recording', () => {
  const cluster = useCluster();
  let valkey: Valkey;
  let recordings: Map<string, RecordedScenario>;

  // All at the same time: they do not know of each other.
  beforeAll(async () => {
    valkey = await startValkey();
    const broker = { host: HOST, port: valkey.port };
    recordings = new Map(
      await Promise.all(
        scenarios.map(
          async scenario =>
            [
              scenario,
              await recordScenario(
                cluster(),
                broker,
                await readScript(scenario),
              ),
            ] as const,
        ),
      ),
    );
  });

  afterAll(async () => {
    await valkey?.stop();
  });

  it.each(scenarios)('agree in %s', scenario => {
    const { predicted, recorded, secondsOff } = compareWithModel(
      recordings.get(scenario)!,
    );

    expect(predicted).toEqual(recorded);
    expect(secondsOff).toBeLessThan(1);
  });
});
