using EduConnect.Core.Guardians.Doubts;
using Xunit;

namespace EduConnect.Core.Tests.Guardians.Doubts;

/// <summary>What lies just below the rule of matching (domain 4.1), case by case. The rule itself is not asked about, and what is less alike is not either.</summary>
public sealed class NearMatchTests
{
    private const string Mobile = "+33639980010";
    private const string Mail = "c.martin@example.org";

    [Theory, Trait("Section", "4.1")]
    // Same names, no contact in common.
    [InlineData("MARTIN/Claire", "Martin/Claire", false, false, false, "Same None")]
    [InlineData("D'ARC/Marie-Jo", "d arc/marie jo", false, false, true, "Same Child")]
    // That is the rule, and matching has seen to it.
    [InlineData("MARTIN/Claire", "Martin/Claire", true, false, false, null)]
    [InlineData("MARTIN/Claire", "Martin/Claire", false, true, true, null)]
    // Alike, with something in common.
    [InlineData("MARTIN/Claire", "MARTEN/Claire", true, false, false, "OneLetter Mobile")]
    [InlineData("MARTIN/Claire", "MARTINE/Claire", false, true, false, "OneLetter Mail")]
    [InlineData("MARTIN/Claire", "MATRIN/Claire", false, false, true, "OneLetter Child")]
    [InlineData("MARTIN/Claire", "MARTIN/Clarie", true, true, true, "OneLetter Mobile, Mail, Child")]
    [InlineData("MARTIN/Claire", "MARTIN/Clair", false, false, true, "OneLetter Child")]
    [InlineData("MARTIN/Marie-Claire", "MARTIN/Marie", true, false, false, "Shortened Mobile")]
    [InlineData("MARTIN-DURAND/Claire", "MARTIN/Claire", false, true, false, "Shortened Mail")]
    [InlineData("MARTIN DURAND/Claire", "DURAND/Claire", false, false, true, "Shortened Child")]
    // Alike, with nothing in common.
    [InlineData("MARTIN/Claire", "MARTEN/Claire", false, false, false, null)]
    [InlineData("MARTIN/Marie-Claire", "MARTIN/Marie", false, false, false, null)]
    // Not alike: two letters, both names, short names, the end of a first name, a particle.
    [InlineData("MARTIN/Claire", "MERTEN/Claire", true, true, true, null)]
    [InlineData("MARTIN/Claire", "MARTEN/Clair", true, true, true, null)]
    [InlineData("MARTIN/Léa", "MARTIN/Mia", true, true, true, null)]
    [InlineData("MARTIN/Lou", "MARTIN/Lo", true, true, true, null)]
    [InlineData("MARTIN/Marie-Claire", "MARTIN/Claire", true, true, true, null)]
    [InlineData("DE-LA-ROCHE/Claire", "DE/Claire", true, true, true, null)]
    [InlineData("MARTIN/Claire", "MARTIN/Denis", true, true, true, null)]
    // An institution is nobody.
    [InlineData("MARTIN/", "MARTIN/", false, false, true, null)]
    [InlineData("MARTIN/Claire", "MARTIN/", true, true, true, null)]
    public void Near_is_what_the_table_says(string one, string other, bool sameMobile, bool sameMail, bool sameChild, string? expected)
    {
        var (first, second) = (Guardian(one), Guardian(other));
        second = second with { Mobile = sameMobile ? first.Mobile : "+33639980011", Mail = sameMail ? first.Mail : "autre@example.org" };
        Assert.Equal(expected, Words(NearMatch.Of(first, second, sameChild)));
        Assert.Equal(expected, Words(NearMatch.Of(second, first, sameChild)));
    }

    [Theory, Trait("Section", "4.1")]
    [InlineData("DURAND", "MARTIN", "MARTIN", "MARTIN", "UsageName Mobile, Mail")]
    [InlineData("DURAND", "MARTIN", "MARTIN", "DURAND", "UsageName Mobile, Mail")]
    [InlineData("DURAND", "MARTIN", "LEROY", "MARTIN", "UsageName Mobile, Mail")]
    [InlineData("DURAND", "DURAND", "LEROY", "LEROY", null)]
    public void A_birth_name_in_one_source_and_a_usage_name_in_the_other_are_alike(string family, string usual, string otherFamily, string otherUsual, string? expected)
    {
        var (one, other) = (Guardian("X/Claire") with { Civility = "Mme" }, Guardian("X/Claire") with { Civility = "Mme" });
        Assert.Equal(expected, Words(NearMatch.Of(Named(one, family, usual), Named(other, otherFamily, otherUsual), shareChild: false)));
    }

    [Theory]
    [InlineData("M.", "Mme", null)]
    [InlineData("Mme", "Mme", "Same None")]
    [InlineData("", "Mme", "Same None")]
    public void Two_civilities_are_two_people(string one, string other, string? expected) => Assert.Equal(
        expected, Words(NearMatch.Of(Guardian("MARTIN/Dominique") with { Civility = one }, Guardian("MARTIN/Dominique") with { Civility = other, Mobile = null, Mail = null }, shareChild: false)));

    [Fact]
    public void No_contact_at_all_is_not_a_contact_in_common()
    {
        var (one, other) = (Guardian("MARTIN/Claire") with { Mobile = null, Mail = null }, Guardian("MARTEN/Claire") with { Mobile = null, Mail = null });
        Assert.Null(NearMatch.Of(one, other, shareChild: false));
    }

    private static string? Words(NearMatch? match) => match is null ? null : $"{match.Names} {match.Shared}";

    private static KnownGuardian Guardian(string name) => Named(new KnownGuardian(Guid.NewGuid(), Guid.NewGuid(), "Mme", "", "", name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..], Mobile, Mail), Last(name), Last(name));

    private static string Last(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];

    // The names are read when the guardian is made: a copy would keep those of the first.
    private static KnownGuardian Named(KnownGuardian guardian, string family, string usual) =>
        new(guardian.RecordId, guardian.AccountId, guardian.Civility, family, usual, guardian.FirstName, guardian.Mobile, guardian.Mail);
}
