import {
  collectDefaultMetrics,
  Counter,
  type CounterConfiguration,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  type HistogramConfiguration,
  register,
} from 'prom-client';

export interface Metrics {
  counter<T extends string>(configuration: CounterConfiguration<T>): Counter<T>;
  gauge<T extends string>(configuration: GaugeConfiguration<T>): Gauge<T>;
  histogram<T extends string>(configuration: HistogramConfiguration<T>): Histogram<T>;
  /** Prometheus text and its content type. */
  text(): Promise<string>;
  contentType: string;
}

let instance: Metrics | undefined;

/** The metrics of this process, with those of Node. A metric that exists under the name is given again, so that services may share one process. */
export function metrics(): Metrics {
  if (instance) return instance;
  collectDefaultMetrics();
  instance = {
    counter: <T extends string>(configuration: CounterConfiguration<T>) =>
      (register.getSingleMetric(configuration.name) as Counter<T> | undefined) ?? new Counter(configuration),
    gauge: <T extends string>(configuration: GaugeConfiguration<T>) =>
      (register.getSingleMetric(configuration.name) as Gauge<T> | undefined) ?? new Gauge(configuration),
    histogram: <T extends string>(configuration: HistogramConfiguration<T>) =>
      (register.getSingleMetric(configuration.name) as Histogram<T> | undefined) ?? new Histogram(configuration),
    text: () => register.metrics(),
    contentType: register.contentType,
  };
  return instance;
}
