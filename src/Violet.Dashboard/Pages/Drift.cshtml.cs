using Microsoft.AspNetCore.Mvc.RazorPages;
using Violet.Generated;

namespace Violet.Dashboard.Pages;

/// <summary>Where the contract has aged: places and kinds, no data.</summary>
internal sealed class DriftModel(DriftLog log) : PageModel
{
    public IReadOnlyList<ContractDrift> Seen { get; } = [.. log.Seen];

    public static string Say(ContractDriftKind kind) =>
        kind switch
        {
            ContractDriftKind.UnknownField => "Unknown field",
            ContractDriftKind.UnknownEnumValue => "Unknown value",
            ContractDriftKind.Misfit => "Does not fit",
            ContractDriftKind.UnlistedTopic => "Unlisted topic",
            _ => "Unlisted error",
        };
}
