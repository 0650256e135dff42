using EduConnect.Core.Accounts;

namespace EduConnect.Demonstration.Demo;

/// <summary>The last lines on the terminal: addresses and accounts as "name: value", then "ready".</summary>
internal static class Announcement
{
    public static void Print(DemoSettings settings, Partners partners, DemoMemory memory, DateTime now, IReadOnlyDictionary<(AccountKind Kind, bool IsActivated), DemoSample> samples, DemoTraveller traveller, DemoRegistration? registration)
    {
        Line("guichet", $"{settings.Origin}/connexion");
        Line("administration", $"{settings.Origin}/administration");
        Line("ent", partners.Ent);
        Line("mailbox", partners.MailBox);
        Line("smsbox", partners.SmsBox);
        Line("franceconnect", partners.FranceConnect);
        Line("agent.username", memory.AgentUsername);
        Line("agent.password", memory.AgentPassword);
        Line("agent.totp.secret", memory.AgentSeed);
        Line("agent.totp.code", DemoAgent.Code(memory.AgentSeed, now));
        Line("pupilsupport", $"{settings.Origin}/depannage");
        Line("teacher.username", memory.TeacherUsername);
        Line("teacher.password", memory.TeacherPassword);
        Line("school.uai", memory.SchoolUai);
        foreach (var (kind, name) in new[] { (AccountKind.Pupil, "pupil"), (AccountKind.Guardian, "guardian") })
        {
            foreach (var (isActivated, state) in new[] { (false, "informed"), (true, "activated") })
            {
                var sample = samples[(kind, isActivated)];
                Line($"{name}.{state}.username", sample.Username);
                Line($"{name}.{state}.password", sample.Password);
                Line($"{name}.{state}.birthdate", sample.BirthDates);
            }
        }
        Line("franceconnect.username", DemoTraveller.Login);
        Line("franceconnect.password", DemoTraveller.Password);
        Line("franceconnect.name", $"{traveller.FirstName} {traveller.FamilyName}");
        Line("franceconnect.mobile", traveller.Mobile);
        Line("franceconnect.birthdate", traveller.BirthDates);
        if (registration is not null)
        {
            Line("guardian.unregistered.familyname", registration.FamilyName);
            Line("guardian.unregistered.firstname", registration.FirstName);
            Line("guardian.unregistered.mobile", registration.Mobile);
            Line("guardian.unregistered.birthdate", registration.BirthDates);
            Line("guardian.unregistered.sms", partners.SmsBox);
        }
        Console.WriteLine("ready");
    }

    private static void Line(string name, string value) => Console.WriteLine($"{name}: {value}");
}
