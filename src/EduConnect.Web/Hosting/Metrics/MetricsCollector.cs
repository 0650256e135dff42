using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EduConnect.Core.Platform;

namespace EduConnect.Web.Hosting.Metrics;

/// <summary>Adds up what the instruments of this process tell, from its start on.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Name, string Labels), long> _counts = new();
    private readonly ConcurrentDictionary<string, Spread> _spreads = new(StringComparer.Ordinal);

    public MetricsCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ServiceMeter.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _counts.AddOrUpdate((instrument.Name, MetricsText.Labels(tags)), value, (_, sum) => sum + value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => _spreads.GetOrAdd(instrument.Name, _ => new Spread()).Add(value));
        _listener.Start();
    }

    /// <summary>Writes everything.</summary>
    public void Write(MetricsText text)
    {
        foreach (var group in _counts.OrderBy(one => one.Key).GroupBy(one => one.Key.Name))
        {
            text.Head(group.Key, "counter");
            foreach (var ((name, labels), value) in group)
            {
                text.Line(name, labels, value);
            }
        }

        foreach (var (name, spread) in _spreads)
        {
            spread.Write(text, name);
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>A distribution of seconds.</summary>
    private sealed class Spread
    {
        private static readonly double[] Bounds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2];

        private readonly Lock _lock = new();
        private readonly long[] _counts = new long[Bounds.Length + 1];
        private double _sum;

        public void Add(double value)
        {
            var place = Array.FindIndex(Bounds, bound => value <= bound);
            lock (_lock)
            {
                _counts[place < 0 ? Bounds.Length : place]++;
                _sum += value;
            }
        }

        public void Write(MetricsText text, string name)
        {
            lock (_lock)
            {
                text.Head(name, "histogram");
                long total = 0;
                for (var i = 0; i < Bounds.Length; i++)
                {
                    text.Line(name + "_bucket", MetricsText.Label("le", MetricsText.Number(Bounds[i])), total += _counts[i]);
                }

                total += _counts[^1];
                text.Line(name + "_bucket", MetricsText.Label("le", "+Inf"), total);
                text.Line(name + "_sum", string.Empty, _sum);
                text.Line(name + "_count", string.Empty, total);
            }
        }
    }
}
