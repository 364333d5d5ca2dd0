using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Violet.Generated.Runtime.Telemetry;

namespace Violet.Generated.Runtime.Drift;

/// <summary>Where drift is told: a metric each time, a log line once in the process, a callback once in each client.</summary>
internal sealed partial class DriftSink
{
    private readonly int[] _told;
    private ILogger _logger;
    private Action<ContractDrift>? _onDrift;

    /// <param name="logger">Told once in the process.</param>
    /// <param name="onDrift">Told once; null for nobody.</param>
    /// <param name="previous">The sink of the same client that is replaced: what it was told, this one is not.</param>
    public DriftSink(ILogger logger, Action<ContractDrift>? onDrift, DriftSink? previous = null)
    {
        (_logger, _onDrift) = (logger, onDrift);
        _told = previous?._told ?? new int[DriftPlaces.Most / 32];
    }

    /// <summary>For webhooks and for JSON that is read outside of calls. Its log lines go where those of the client do that was made
    /// last.</summary>
    public static DriftSink OutsideOfCalls { get; } = new(NullLogger.Instance, null);

    public ILogger Logger
    {
        set => _logger = value;
    }

    public Action<ContractDrift>? OnDrift
    {
        get => _onDrift;
        set
        {
            Array.Clear(_told, 0, _told.Length);
            _onDrift = value;
        }
    }

    /// <summary>Tells of a value.</summary>
    /// <param name="owner">The type of the model that it stands in, or where else it stands.</param>
    /// <param name="name">Its field; empty for none.</param>
    /// <param name="note">What there is to tell.</param>
    public void Tell(object owner, ReadOnlySpan<byte> name, in DriftNote note)
    {
        DriftPlace? place = DriftPlaces.OfProcess.Find(owner, name, note);
        if (Metric.Drift.Enabled)
        {
            Metric.Drift.Add(
                1,
                new("violet.contract.place", place?.Drift.Place ?? "other"),
                new("violet.contract.kind", NameOf(note.Kind))
            );
        }

        if (place is null)
            return;
        if (_logger.IsEnabled(LogLevel.Information) && place.TryLog())
            Log(_logger, place.Drift.Place, place.Drift.Kind, place.Drift.Index, place.Drift.ValueKind, place.Drift.Text);
        if (_onDrift is { } onDrift && TryTell(place.Number))
            onDrift(place.Drift);
    }

    private bool TryTell(int number)
    {
        ref int told = ref _told[number / 32];
        int bit = 1 << (number % 32);
        int before;
        while (((before = Volatile.Read(ref told)) & bit) == 0)
        {
            if (Interlocked.CompareExchange(ref told, before | bit, before) == before)
                return true;
        }

        return false;
    }

    /// <summary>Made when there is something to count.</summary>
    private static class Metric
    {
        private static readonly Meter s_meter = new(CallTelemetry.Name);

        public static readonly Counter<long> Drift = s_meter.CreateCounter<long>(
            "violet.contract.drift",
            "{value}",
            "Values that the contract does not describe."
        );
    }

    private static string NameOf(ContractDriftKind kind) =>
        kind switch
        {
            ContractDriftKind.UnknownField => "unknown_field",
            ContractDriftKind.UnknownEnumValue => "unknown_enum_value",
            ContractDriftKind.Misfit => "misfit",
            ContractDriftKind.UnlistedTopic => "unlisted_topic",
            _ => "unlisted_error_slug",
        };

    [LoggerMessage(
        7,
        LogLevel.Information,
        "Not as the contract says: {Place} {Kind} (item {Index}, JSON {ValueKind}, text {Text}). It is told once."
    )]
    private static partial void Log(
        ILogger logger,
        string place,
        ContractDriftKind kind,
        int? index,
        System.Text.Json.JsonValueKind valueKind,
        string? text
    );
}
