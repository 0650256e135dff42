using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Portal;
using EduConnect.Core.Schools;
using Xunit;

namespace EduConnect.Core.Tests.Portal;

/// <summary>Row #23: only services the person is entitled to, as a matrix of one service against one school and profile.</summary>
[Trait("Row", "#23")]
public sealed class PortalRulesTests
{
    private static readonly School College = School("0331234A", Degree.Second, "04");
    private static readonly School Primary = School("0351234B", Degree.First, "14");

    public static TheoryData<string, Audience, Degree?, string, string, bool[]> Matrix => new()
    {
        // seen by: guardian at the collège, pupil at the collège, guardian at the école
        { "everybody", Audience.Everybody, null, "", "", [true, true, true] },
        { "guardians", Audience.Guardians, null, "", "", [true, false, true] },
        { "pupils", Audience.Pupils, null, "", "", [false, true, false] },
        { "2nd degree", Audience.Everybody, Degree.Second, "", "", [true, true, false] },
        { "1st degree", Audience.Everybody, Degree.First, "", "", [false, false, true] },
        { "its académie", Audience.Everybody, null, "04", "", [true, true, false] },
        { "another académie", Audience.Everybody, null, "99", "", [false, false, false] },
        { "its school", Audience.Everybody, null, "", "0351234B", [false, false, true] },
        { "a school or an académie", Audience.Everybody, null, "04", "0351234B", [true, true, true] },
        { "its school, other degree", Audience.Everybody, Degree.Second, "", "0351234B", [false, false, false] },
        { "another school of its académie", Audience.Everybody, null, "", "0339999Z", [false, false, false] },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_service_is_shown_to_whom_it_is_for(string what, Audience audience, Degree? degree, string academies, string schools, bool[] seen)
    {
        var service = Service(what);
        (service.Audience, service.Degree, service.Academies, service.Schools) = (audience, degree, Words(academies), Words(schools));
        Assert.Equal<IEnumerable<bool>>(seen, [Sees(service, Audience.Guardians, College), Sees(service, Audience.Pupils, College), Sees(service, Audience.Guardians, Primary)]);
    }

    [Fact]
    public void A_hidden_service_a_school_that_is_gone_and_no_school_at_all_show_nothing()
    {
        var service = Service("everybody");
        var gone = School("0331234A", Degree.Second, "04");
        gone.GoneAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.False(Sees(service, Audience.Guardians, gone));
        Assert.False(Sees(service, Audience.Guardians, null));
        service.IsShown = false;
        Assert.False(Sees(service, Audience.Guardians, College));
    }

    [Fact]
    public void The_order_is_by_position_then_by_name_as_French_sorts()
    {
        var services = new[] { ("c", "Zoo", 10), ("b", "Étude", 20), ("a", "Fête", 20) }.Select(one => Named(one.Item1, one.Item2, one.Item3));
        Assert.Equal(["Zoo", "Étude", "Fête"], PortalRules.ShownTo(services, Audience.Guardians, College).Select(service => service.Name));
    }

    [Theory]
    [InlineData("Bad Code", "Nom", "https://a.example/", "The code")]
    [InlineData("a", " ", "https://a.example/", "The name")]
    [InlineData("a", "Nom\nsur deux lignes", "https://a.example/", "The name")]
    [InlineData("a", "Nom", "javascript:alert(1)", "not an absolute web address")]
    [InlineData("a", "Nom", "http://a.example/", "must use https")]
    [InlineData("a", "Nom", "//a.example/", "not an absolute web address")]
    [InlineData("a", "Nom", "https://moi@a.example/", "user name")]
    public void A_service_that_could_hurt_is_not_entered(string code, string name, string address, string reason) =>
        Assert.Contains(PortalRules.Breaches(new PortalService { Code = code, Name = name, Address = address }), breach => breach.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void Places_that_do_not_exist_are_named_one_by_one()
    {
        var service = Service("everybody");
        (service.Academies, service.Schools, service.Position) = (["4", "14"], ["0351234B", "école"], -1);
        Assert.Equal(3, PortalRules.Breaches(service).Count);
    }

    private static bool Sees(PortalService service, Audience profile, School? school) => PortalRules.ShownTo([service], profile, school).Count == 1;

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static PortalService Service(string name) => Named("one", name, 10);

    private static PortalService Named(string code, string name, int position) => new() { Code = code, Name = name, Address = "https://service.example/", Position = position };

    private static School School(string uai, Degree degree, string academie) =>
        new() { Uai = uai, SourceId = "1", Academie = academie, Degree = degree, Name = "Une école", Departement = uai[..3] };
}
