using EduConnect.Core.Guardians;
using Xunit;

namespace EduConnect.Core.Tests.Guardians;

public sealed class TieRulesTests
{
    private static readonly Child Ines = Child("Inès", new DateOnly(2014, 9, 14));
    private static readonly Child Malo = Child("Malo", new DateOnly(2018, 11, 2));
    private static readonly Child Undated = Child("Zoé", null);

    [Fact]
    [Trait("Row", "#71")]
    public void Right_dates_confirm() => AssertDecision([Ines, Malo], [Yes(Ines), Yes(Malo)], TieRefusal.None, confirmed: [Ines, Malo]);

    [Fact]
    [Trait("Row", "#72")]
    public void A_report_does_not_hold_back_the_others() => AssertDecision([Ines, Malo], [No(Ines), Yes(Malo)], TieRefusal.None, confirmed: [Malo], reported: [Ines]);

    [Fact]
    [Trait("Row", "#73")]
    public void Nobody_can_report_every_tie()
    {
        AssertDecision([Ines], [No(Ines)], TieRefusal.NoneLeft);
        AssertDecision([Ines, Malo], [No(Ines), No(Malo)], TieRefusal.NoneLeft);
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public void One_wrong_date_refuses_everything_and_does_not_say_which()
    {
        AssertDecision([Ines, Malo], [Wrong(Ines), Yes(Malo)], TieRefusal.DateMismatch);
        AssertDecision([Ines, Malo], [Yes(Ines), Wrong(Malo)], TieRefusal.DateMismatch);
        AssertDecision([Ines, Malo], [No(Ines), Wrong(Malo)], TieRefusal.DateMismatch);
        AssertDecision([Undated], [new TieAnswer(Undated.PupilId, true, new DateOnly(2014, 1, 1), false)], TieRefusal.DateMismatch);
    }

    [Fact]
    [Trait("Row", "#78")]
    public void A_date_said_to_be_exact_is_reported_only_when_it_differs()
    {
        AssertDecision([Ines, Malo], [Wrong(Ines, exact: true), Yes(Malo)], TieRefusal.None, confirmed: [Malo], dates: [Ines]);
        AssertDecision([Ines, Malo], [Yes(Ines) with { DateIsExact = true }, Yes(Malo)], TieRefusal.None, confirmed: [Ines, Malo]);
        AssertDecision([Ines], [Wrong(Ines, exact: true)], TieRefusal.OnlyReports, dates: [Ines]);
        AssertDecision([Ines, Malo], [Wrong(Ines, exact: true), No(Malo)], TieRefusal.OnlyReports, reported: [Malo], dates: [Ines]);
    }

    [Fact]
    public void Answers_must_be_about_the_children_shown_each_once()
    {
        AssertDecision([], [], TieRefusal.Incomplete);
        AssertDecision([Ines, Malo], [Yes(Ines)], TieRefusal.Incomplete);
        AssertDecision([Ines], [Yes(Ines), Yes(Malo)], TieRefusal.Incomplete);
        AssertDecision([Ines, Malo], [Yes(Ines), Yes(Ines)], TieRefusal.Incomplete);
        AssertDecision([Ines], [new TieAnswer(Ines.PupilId, true, null, false)], TieRefusal.Incomplete);
    }

    [Fact]
    public void Before_the_date_is_right_a_child_is_a_first_name_and_an_initial() => Assert.Equal("Inès M.", Ines.VeiledName);

    private static void AssertDecision(Child[] children, TieAnswer[] answers, TieRefusal refusal, Child[]? confirmed = null, Child[]? reported = null, Child[]? dates = null)
    {
        var (actual, decision) = TieRules.Judge(children, answers);
        Assert.Equal(refusal, actual);
        Assert.Equal((confirmed ?? []).Select(child => child.PupilId), decision.Confirmed);
        Assert.Equal((reported ?? []).Select(child => child.PupilId), decision.ReportedWrong);
        Assert.Equal((dates ?? []).Select(child => child.PupilId), decision.DateReported);
    }

    private static Child Child(string name, DateOnly? birthDate) =>
        new(Guid.NewGuid(), name, "MOREL", birthDate, GuardianKind.LegalGuardian, LinkStatement.Unconfirmed, null, null, "5e B");

    private static TieAnswer Yes(Child child) => new(child.PupilId, true, child.BirthDate, false);

    private static TieAnswer Wrong(Child child, bool exact = false) => new(child.PupilId, true, child.BirthDate!.Value.AddDays(1), exact);

    private static TieAnswer No(Child child) => new(child.PupilId, false, null, false);
}
