using System.Collections.Concurrent;
using Violet.Generated;

namespace Violet.Dashboard;

/// <summary>What the APIs have sent since the start that the contract does not describe. The clients tell of each place once, and of so
/// many at most.</summary>
internal sealed class DriftLog
{
    private readonly ConcurrentQueue<ContractDrift> _seen = new();

    public IEnumerable<ContractDrift> Seen => _seen.Distinct().OrderBy(drift => drift.Place, StringComparer.Ordinal);

    public void Add(ContractDrift drift) => _seen.Enqueue(drift);
}
