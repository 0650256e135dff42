using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Statistics;

/// <summary>
/// The parts that the statements counting people share: who belongs to a school, exactly as its lists show them. The text is the same on every engine,
/// and the store counts: nobody is read into memory.
/// </summary>
internal static class CountSql
{
    /// <summary>Values of enums as the store holds them.</summary>
    public static readonly string
        First = Number(Degree.First), Second = Number(Degree.Second), Activated = Number(AccountState.Activated),
        Pupils = Number(ListKind.Pupils), Guardians = Number(ListKind.Guardians), LegalGuardians = Number(ListKind.LegalGuardians);

    /// <summary>Tables behind a tie: <c>s</c> the school, <c>e</c> the enrolment, <c>l</c> the link, <c>a</c> the account of the guardian.</summary>
    public static readonly string Ties = $"""
        school s
        join enrolment e on e.school_id = s.id and e.kind = {Number(EnrolmentKind.Home)}
        join guardian_link l on l.pupil_record_id = e.pupil_record_id and l.gone_at is null
        join guardian_record r on r.id = l.guardian_record_id and r.gone_at is null
        join account a on a.id = r.account_id and a.closed_at is null
        """;

    /// <summary>Tables behind a pupil with an account: <c>s</c> the school, <c>e</c> the enrolment, <c>a</c> the account.</summary>
    public static readonly string PupilAccounts = $"""
        school s
        join enrolment e on e.school_id = s.id and e.kind = {Number(EnrolmentKind.Home)}
        join account a on a.pupil_id = e.pupil_id and a.closed_at is null
        """;

    /// <summary>In which list a tie stands: the 1st degree does not tell the two kinds of guardians apart.</summary>
    public static readonly string ListOfTie = $"""
        case when s.degree = {First} then {Guardians} when l.kind = {Number(GuardianKind.LegalGuardian)} then {LegalGuardians} else {Number(ListKind.PersonsInCharge)} end
        """;

    /// <summary>A value of an enum as the store holds it.</summary>
    public static string Number<TValue>(TValue value)
        where TValue : struct, Enum => value.ToString("D");
}
