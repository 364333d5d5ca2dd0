namespace Violet.Generated;

public sealed partial class Offer
{
    /// <summary>
    /// What a shopper can choose of this offer, such as Size and Color, from the values of its SKUs. <see cref="Variants"/> is no base for
    /// that: most values of real SKUs have no entry there. Names are compared without regard to case, as shops write them in different
    /// ways. Empty for an offer whose SKUs name no values, as light listings do.
    /// </summary>
    [Newtonsoft.Json.JsonIgnore]
    public IReadOnlyList<OfferOption> Options
    {
        get
        {
            var values = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
            var names = new List<string>();
            foreach ((string name, string value) in Skus.SelectMany(ChoicesOf))
            {
                if (!values.TryGetValue(name, out List<string>? known))
                {
                    values[name] = known = [];
                    names.Add(name);
                }

                if (!known.Contains(value, StringComparer.OrdinalIgnoreCase))
                    known.Add(value);
            }

            return [.. names.Select(name => new OfferOption(name, values[name]))];
        }
    }

    /// <summary>Finds the SKU of a choice: <c>offer.FindSku(("Size", "M"), ("Color", "Black"))</c>. Case does not matter.</summary>
    /// <param name="choice">Names and values, as <see cref="Options"/> has them.</param>
    /// <returns>The only SKU that has all of them, in stock or not; null when none has, or several have.</returns>
    public Sku? FindSku(params (string Name, string Value)[] choice)
    {
        if (choice is null)
            throw new ArgumentNullException(nameof(choice));
        Sku? found = null;
        foreach (Sku sku in Skus)
        {
            if (!choice.All(wanted => ChoicesOf(sku).Any(own => IsSame(own.Name, wanted.Name) && IsSame(own.Value, wanted.Value))))
                continue;
            if (found is not null)
                return null;
            found = sku;
        }

        return found;
    }

    /// <summary>The values of a SKU come as variant and value, or, in the newer form, as the value's id and name: then the offer's variants
    /// may say what it is a value of.</summary>
    private IEnumerable<(string Name, string Value)> ChoicesOf(Sku sku)
    {
        foreach (SkuVariantValue own in sku.VariantValues)
        {
            string? name = own.Variant ?? (own.Value is null ? VariantOf(sku, own) : own.Name),
                value = own.Value ?? own.Name;
            if (name is not null && value is not null)
                yield return (name, value);
        }
    }

    private string? VariantOf(Sku sku, SkuVariantValue own) =>
        Variants
            .FirstOrDefault(variant =>
                variant.Values.Any(value =>
                    (own.Id is { } id && value.Id == id) || (IsSame(value.Name, own.Name) && value.SkuIds.Contains(sku.Id))
                )
            )
            ?.Name;

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Something that a shopper can choose of an offer.</summary>
public sealed class OfferOption
{
    internal OfferOption(string name, IReadOnlyList<string> values) => (Name, Values) = (name, values);

    /// <summary>What it is, such as Size, as the first SKU writes it.</summary>
    public string Name { get; }

    /// <summary>The values, in the order of the SKUs.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {string.Join(", ", Values)}";
}
