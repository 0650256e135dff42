using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using Xunit;

namespace EduConnect.Core.Tests.Federation.Notices;

/// <summary>Which service is told of which change, and how much.</summary>
[Trait("Row", "#15")]
public sealed class NoticeRulesTests
{
    private static readonly DateTime Visit = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(ChangeKind.AccountClosed, NoticeEvents.AccountClosed)]
    [InlineData(ChangeKind.AccountDeleted, NoticeEvents.AccountClosed)]
    [InlineData(ChangeKind.UsernameChanged, NoticeEvents.UsernameChanged)]
    [InlineData(ChangeKind.TieAdded, NoticeEvents.TieChanged)]
    [InlineData(ChangeKind.TieReported, NoticeEvents.TieChanged)]
    [InlineData(ChangeKind.TieRemoved, NoticeEvents.TieChanged)]
    [InlineData(ChangeKind.Compromised, NoticeEvents.Compromised)]
    public void A_service_is_told_of_what_it_asked_for_and_of_nothing_else(ChangeKind kind, string word)
    {
        Assert.True(NoticeRules.IsTold(Service([word]), Change(kind), Visit));
        Assert.False(NoticeRules.IsTold(Service([.. NoticeEvents.All.Where(other => other != word)]), Change(kind), Visit));
        var silent = Service([word]);
        silent.NoticeUri = null;
        Assert.False(NoticeRules.IsTold(silent, Change(kind), Visit));
    }

    [Fact]
    public void Every_kind_has_a_word() => Assert.All(Enum.GetValues<ChangeKind>(), kind => Assert.Contains(NoticeEvents.Of(kind), NoticeEvents.All));

    [Fact]
    public void A_service_that_does_not_know_the_person_is_told_nothing() =>
        Assert.All(Enum.GetValues<ChangeKind>(), kind => Assert.False(NoticeRules.IsTold(Service(NoticeEvents.All), Change(kind), null)));

    [Theory]
    [Trait("Rule", "domain 7.2")]
    [InlineData(ClaimNames.Vectors, true)]
    [InlineData(ClaimNames.Affiliation, true)]
    [InlineData(ClaimNames.ReferenceIds, true)]
    [InlineData(ClaimNames.Email, false)]
    public void Ties_are_told_to_services_that_receive_them(string claim, bool told)
    {
        var service = Service(NoticeEvents.All);
        service.Claims = [claim];
        Assert.Equal(told, NoticeRules.IsTold(service, Change(ChangeKind.TieReported), Visit));
        Assert.True(NoticeRules.IsTold(service, Change(ChangeKind.Compromised), Visit));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void A_tie_that_goes_is_told_only_where_it_was_heard_of(int hoursAfterTheVisit, bool told)
    {
        var change = Change(ChangeKind.TieRemoved);
        change.TieSince = Visit.AddHours(hoursAfterTheVisit);
        Assert.Equal(told, NoticeRules.IsTold(Service(NoticeEvents.All), change, Visit));
    }

    [Theory]
    [InlineData(ChangeKind.TieReported, ClaimNames.Vectors, "61234")]
    [InlineData(ChangeKind.TieRemoved, ClaimNames.Vectors, "61234")]
    [InlineData(ChangeKind.TieAdded, ClaimNames.Vectors, null)]
    [InlineData(ChangeKind.TieRemoved, ClaimNames.Affiliation, null)]
    [InlineData(ChangeKind.TieRemoved, ClaimNames.ReferenceIds, null)]
    public void The_child_is_named_only_to_services_that_know_children_by_this_number(ChangeKind kind, string claim, string? child)
    {
        var service = Service(NoticeEvents.All);
        service.Claims = [claim];
        Assert.Equal(child, NoticeRules.ChildFor(service, Change(kind)));
    }

    private static AccountChange Change(ChangeKind kind) => new() { Kind = kind, AccountId = Guid.NewGuid(), At = Visit, PupilKey = "61234" };

    private static Service Service(IReadOnlyList<string> events) => new()
    {
        ClientId = "ent",
        Name = "ENT",
        Sector = "ent.example",
        Claims = [ClaimNames.Vectors],
        NoticeUri = "https://ent.example/told",
        NoticeEvents = events,
    };
}
