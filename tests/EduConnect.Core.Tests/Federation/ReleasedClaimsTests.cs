using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>Values of the claims as federation.md a.7 shows them.</summary>
public sealed class ReleasedClaimsTests
{
    private static readonly PairwiseIdentifiers Identifiers = new(new byte[32]);

    private static readonly Person Guardian = new(Guid.Parse("11111111-1111-1111-1111-111111111111"), Audience.Guardians, "LE GOFF", "Yann")
    {
        Records = [new("14", 2, "5512001"), new("14", 2, "5512944"), new("14", 1, "5509310")],
        Enrolments = [new(2, "1200411", "0990123W"), new(2, "1200877", "0990345M"), new(1, "77120", "0990012A")],
    };

    private static readonly Person Pupil = new(Guid.Parse("22222222-2222-2222-2222-222222222222"), Audience.Pupils, "MOREL", "Inès")
    {
        Civility = "Mme",
        BirthDate = new DateOnly(2010, 5, 17),
        Ine = "120890177FA",
        Records = [new("14", 2, "6600731")],
        Enrolments = [new(2, "1200411", "0990123W", "2211")],
    };

    [Fact]
    public void A_guardian_of_three_children()
    {
        Assert.Equal(["resp1d", "resp2d"], Values(Guardian, ClaimNames.Affiliation));
        Assert.Equal(["{AAF}14|2|5512001", "{AAF}14|2|5512944", "{AAF}14|1|5509310"], Values(Guardian, ClaimNames.ReferenceIds));
        Assert.Equal(
            ["2|LE GOFF|Yann|1200411|0990123W", "2|LE GOFF|Yann|1200877|0990345M", "1|LE GOFF|Yann|77120|0990012A"], Values(Guardian, ClaimNames.Vectors));
        Assert.DoesNotContain(All(Guardian), claim => claim.Name.StartsWith("FrEduCtEleve", StringComparison.Ordinal));
    }

    [Fact]
    public void A_guardian_without_a_confirmed_child_has_no_affiliation()
    {
        var alone = Guardian with { Records = [], Enrolments = [] };
        Assert.DoesNotContain(All(alone), claim => claim.Name is ClaimNames.Affiliation or ClaimNames.ReferenceIds or ClaimNames.Vectors);
    }

    [Fact]
    public void A_pupil()
    {
        Assert.Equal(["eleve2d"], Values(Pupil, ClaimNames.Affiliation));
        Assert.Equal(["4|MOREL|Inès|1200411|0990123W"], Values(Pupil, ClaimNames.Vectors));
        Assert.Equal(("2010-05-17", "2010-05-17"), (Value(Pupil, ClaimNames.BirthDate), Value(Pupil, ClaimNames.MinistryBirthDate)));
        Assert.Equal(("0990123W", "2211", "Mme"), (Value(Pupil, ClaimNames.SchoolUai), Value(Pupil, ClaimNames.Level), Value(Pupil, ClaimNames.Civility)));
        Assert.Equal(("120890177FA", 32, 96), (Value(Pupil, ClaimNames.Ine), Value(Pupil, ClaimNames.IneHash)!.Length, Value(Pupil, ClaimNames.PersonId)!.Length));
    }

    // Services that read one value read the first (federation.md a.4); a pupil signs in as one of the second degree.
    [Fact]
    public void A_pupil_of_both_degrees_is_told_as_one_of_the_second_first()
    {
        var both = Pupil with { Enrolments = [new(2, "1200411", "0990123W", "2211"), new(1, "77120", "0990012A")] };
        Assert.Equal(["eleve2d", "eleve1d"], Values(both, ClaimNames.Affiliation));
        Assert.Equal(("0990123W", "2211"), (Value(both, ClaimNames.SchoolUai), Value(both, ClaimNames.Level)));
    }

    [Fact]
    public void Separators_cannot_be_smuggled_into_a_vector() =>
        Assert.Equal(["4|A B|C D|1200411|0990123W"], Values(Pupil with { FamilyName = "A|B", GivenName = "C;D" }, ClaimNames.Vectors));

    [Fact]
    public void The_moment_of_sign_in_is_Paris_time_in_summer_and_in_winter()
    {
        Assert.Equal("2026-11-20 10:00:00.207", Value(Pupil, ClaimNames.SignedInAt, new DateTime(2026, 11, 20, 9, 0, 0, 207, DateTimeKind.Utc)));
        Assert.Equal("2026-07-01 11:00:00.000", Value(Pupil, ClaimNames.SignedInAt, new DateTime(2026, 7, 1, 9, 0, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public void An_address_that_is_not_confirmed_is_not_released() =>
        Assert.DoesNotContain(All(Pupil), claim => claim.Name is ClaimNames.Email or ClaimNames.EmailVerified);

    [Fact]
    [Trait("Rule", "S-OI5")]
    public void Identifiers_depend_on_key_sector_and_person()
    {
        var subject = Identifiers.Subject(Pupil.AccountId, "a.example");
        Assert.Equal(subject, Identifiers.Subject(Pupil.AccountId, "a.example"));
        Assert.NotEqual(subject, Identifiers.Subject(Pupil.AccountId, "b.example"));
        Assert.NotEqual(subject, Identifiers.Subject(Guardian.AccountId, "a.example"));
        Assert.NotEqual(subject, new PairwiseIdentifiers([.. Enumerable.Repeat((byte)1, 32)]).Subject(Pupil.AccountId, "a.example"));
    }

    [Fact]
    public void Scopes_give_what_the_contract_has_and_no_more()
    {
        var service = new Service { ClientId = "rp", Name = "x", Sector = "x", Scopes = ["openid", "profile", "ect.scope.stage"], Claims = ["given_name", "FrEduCtEleveUAI", "email"] };
        Assert.Equal(["openid", "profile"], ClaimSelection.Grant(service, ["openid", "email", "profile", "openid"]));
        Assert.Equal(["given_name"], ClaimSelection.Select(service, ["openid", "profile"], []));
        Assert.Equal(["FrEduCtEleveUAI", "email", "given_name"], ClaimSelection.Select(service, ["ect.scope.stage"], []).Order(StringComparer.Ordinal));
        Assert.Equal(["email"], ClaimSelection.Select(service, ["openid"], ["email", "FrEduCtEleveINE"]));
    }

    private static List<ReleasedClaim> All(Person person, DateTime? at = null) =>
        [.. ReleasedClaims.Of(person, new(at ?? new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc), false, "https://idp.example/out"), ClaimNames.All, Identifiers, "x")];

    private static IReadOnlyList<string> Values(Person person, string name)
    {
        var claim = All(person).Single(one => one.Name == name);
        Assert.True(claim.IsList);
        return claim.Values;
    }

    private static string? Value(Person person, string name, DateTime? at = null) => All(person, at).SingleOrDefault(one => one.Name == name && !one.IsList)?.Values[0];
}
