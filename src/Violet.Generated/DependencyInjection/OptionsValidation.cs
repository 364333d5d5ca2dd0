using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Violet.Generated;

/// <summary>Checks settings when the host starts; each message names its setting as the configuration calls it.</summary>
internal sealed class OptionsValidation<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(string api) : IValidateOptions<TOptions>
    where TOptions : ApiOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string prefix = string.IsNullOrEmpty(name) ? $"{api}:" : $"{api}({name}):";
        string[] problems = [.. options.Problems(prefix)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

internal static class OptionsSection
{
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The options' properties are plain values, kept by the DynamicDependency.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "No generic type is made for a plain value.")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(VioletOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(ApiOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(Rutter.RutterOptions))]
    public static void Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(OptionsBuilder<TOptions> builder, IConfiguration section)
        where TOptions : ApiOptions => builder.Bind(section ?? throw new ArgumentNullException(nameof(section)));
}
