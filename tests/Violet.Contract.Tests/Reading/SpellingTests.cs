using Violet.Contract.Reading;

namespace Violet.Contract.Tests.Reading;

/// <summary>What somebody meant to write.</summary>
public sealed class SpellingTests
{
    [TestCase("sumary", "summary")]
    [TestCase("smumary", "summary")]
    [TestCase("Summary", "summary")]
    [TestCase("describtion", "description")]
    [TestCase("xyz", null)]
    [TestCase("summary", null)]
    public void The_nearest_word_is_found(string word, string? meant) =>
        Assert.That(Spelling.Nearest(word, ["description", "summary", "in"]), Is.EqualTo(meant));

    [Test]
    public void Of_two_the_one_with_fewer_slips_is_meant() =>
        Assert.That(Spelling.Nearest("OrderPage1", ["OrderPages", "OrderPage"]), Is.EqualTo("OrderPage"));
}
