using EduConnect.Web.Design;

namespace EduConnect.Web.Tests.Design;

public sealed class FrenchSpacingTests
{
    [Theory]
    [InlineData("Besoin d’aide ?", "Besoin d’aide\u00a0?")]
    [InlineData("Répondez « Non » : c’est fait !", "Répondez «\u00a0Non\u00a0»\u00a0: c’est fait\u00a0!")]
    [InlineData("Rien à changer.", "Rien à changer.")]
    [InlineData("https://exemple.test?a=b", "https://exemple.test?a=b")]
    public void Punctuation_never_begins_a_line(string text, string expected) => Assert.Equal(expected, FrenchSpacing.Apply(text));
}
