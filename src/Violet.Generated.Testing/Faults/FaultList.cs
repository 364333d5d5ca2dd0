using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing;

/// <summary>What goes wrong at a <see cref="VioletTestServer"/>. Faults strike in the order in which they were added; most end the request,
/// latency goes on to the next.</summary>
public sealed class FaultList
{
    private ImmutableArray<Fault> _faults = [];

    internal FaultList() { }

    /// <summary>Lets something go wrong from now on.</summary>
    /// <param name="fault">What, and when.</param>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Put(fault);
    }

    /// <summary>Lets all go well again.</summary>
    public void Clear() => ImmutableInterlocked.Update(ref _faults, static _ => []);

    /// <summary>Adds a fault, and gives what counts for it and can be removed.</summary>
    internal Fault Put(Fault fault)
    {
        Fault added = fault.Fresh();
        ImmutableInterlocked.Update(ref _faults, static (faults, added) => faults.Add(added), added);
        return added;
    }

    internal void Remove(Fault added) => ImmutableInterlocked.Update(ref _faults, static (faults, added) => faults.Remove(added), added);

    internal Task RunAsync(HttpContext context, RequestDelegate next) => RunAsync(_faults, 0, context, next);

    private static Task RunAsync(ImmutableArray<Fault> faults, int from, HttpContext context, RequestDelegate next)
    {
        Exchange exchange = context.Features.Get<Exchange>()!;
        for (int i = from; i < faults.Length; i++)
        {
            int following = i + 1;
            if (!faults[i].Takes(exchange.Recorded.Operation))
                continue;
            exchange.Recorded.Strike();
            return faults[i].StrikeAsync(context, c => RunAsync(faults, following, c, next));
        }

        return next(context);
    }
}
