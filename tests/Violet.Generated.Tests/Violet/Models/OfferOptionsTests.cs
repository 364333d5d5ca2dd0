namespace Violet.Generated.Tests.TestServer;

/// <summary>What a shopper can choose of an offer, from the SKUs' own values.</summary>
public class OfferOptionsTests
{
    private static readonly Offer s_shirt = VioletJson.Deserialize<Offer>(
        """
        {"id":1,"variants":[{"id":9,"name":"color","values":[{"id":91,"name":"Red"}]}],"skus":[
          {"id":11,"variant_values":[{"variant":"Color","value":"Red"},{"variant":"Size","value":"S"}]},
          {"id":12,"variant_values":[{"variant":"color","value":"Red"},{"variant":"Size","value":"M"}]},
          {"id":13,"variant_values":[{"variant":"Color","value":"Blue"},{"variant":"Size","value":"M"}]}]}
        """
    );

    [Test]
    public void Options_come_from_the_SKUs_and_not_from_the_variants() =>
        Assert.That(s_shirt.Options.Select(o => o.ToString()), Is.EqualTo((string[])["Color: Red, Blue", "Size: S, M"]));

    [Test]
    public void A_choice_has_one_SKU_or_none()
    {
        Assert.That(s_shirt.FindSku(("Size", "M"), ("Color", "Red"))?.Id, Is.EqualTo(12));
        Assert.That(s_shirt.FindSku(("COLOR", "blue"))?.Id, Is.EqualTo(13), "one value is enough where it is enough");
        Assert.That(s_shirt.FindSku(("Size", "M")), Is.Null, "two have it");
        Assert.That(s_shirt.FindSku(("Size", "XL"), ("Color", "Red")), Is.Null);
        Assert.That(s_shirt.FindSku(("Length", "32")), Is.Null);
    }

    [Test]
    public void Values_in_the_newer_form_find_their_name_in_the_variants()
    {
        Offer offer = VioletJson.Deserialize<Offer>(
            """
            {"id":1,"variants":[{"id":9,"name":"Size","values":[{"id":91,"name":"S"},{"name":"M","sku_ids":[12]}]}],"skus":[
              {"id":11,"variant_values":[{"id":91,"name":"S","display_order":1}]},
              {"id":12,"variant_values":[{"id":99,"name":"M"}]},
              {"id":13,"variant_values":[{"id":98,"name":"L"}]}]}
            """
        );
        Assert.That(offer.Options.Single().ToString(), Is.EqualTo("Size: S, M"));
        Assert.That(offer.FindSku(("size", "M"))?.Id, Is.EqualTo(12));
    }

    [Test]
    public void An_offer_without_values_has_nothing_to_choose()
    {
        var offer = new Offer { Skus = [new Sku { Id = 5 }] };
        Assert.That((offer.Options.Count, offer.FindSku()?.Id), Is.EqualTo((0, 5)));
        Assert.That(Newtonsoft.Json.JsonConvert.SerializeObject(s_shirt), Does.Not.Contain("ptions"), "options are no field of the API");
    }
}
