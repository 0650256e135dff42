using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>The agents of the demonstration: one heads every school, administers and helps there, and assists in their départements; a teacher helps in the first college, with username and password alone (row #9).</summary>
internal static class DemoAgent
{
    private const string Username = "s.carpentier";
    private const string DisplayName = "S. Carpentier";
    private const string TeacherUsername = "m.lefort";
    private const string TeacherName = "M. Lefort";

    public static async Task AddAsync(IServiceProvider services, DemoMemory memory, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        var schools = await main.Set<School>().AsNoTracking().Where(school => school.GoneAt == null).OrderBy(school => school.Uai).ToListAsync(cancellation);
        List<NewRight> rights = [new(AgentModule.Operations), .. schools.Select(school => new NewRight(AgentModule.Administration, school.Uai) { IsHead = school.Degree == Degree.Second })];
        rights.AddRange(schools.Where(school => school.Degree == Degree.Second).Select(school => new NewRight(AgentModule.PupilSupport, school.Uai)));
        rights.AddRange(schools.Select(school => (school.Departement, school.Degree)).Distinct().Select(group => new NewRight(AgentModule.Administration, Departement: group.Departement, Degree: group.Degree)));
        rights.AddRange(schools.Select(school => school.Departement).Distinct().Select(departement => new NewRight(AgentModule.Statistics, Departement: departement)));
        var added = await scope.ServiceProvider.GetRequiredService<AddAgent>().RunAsync(Username, DisplayName, null, rights, cancellation);
        (memory.AgentUsername, memory.AgentPassword, memory.AgentSeed) = (Username, added.Password, added.TotpSecret);
        var college = await DemoDirectory.SchoolAsync(services, cancellation);
        var teacher = await scope.ServiceProvider.GetRequiredService<AddAgent>().RunAsync(TeacherUsername, TeacherName, null, [new(AgentModule.PupilSupport, college.Uai)], cancellation, college.Uai);
        (memory.TeacherUsername, memory.TeacherPassword) = (TeacherUsername, teacher.Password);
    }

    /// <summary>The code an authenticator application would show now.</summary>
    public static string Code(string seed, DateTime now) => Totp.Code(FromBase32(seed), Totp.StepAt(now));

    private static byte[] FromBase32(string text)
    {
        const string signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (value, bits) = (0, 0);
        foreach (var sign in text)
        {
            value = ((value << 5) | signs.IndexOf(sign, StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(value >> bits));
        }
        return [.. bytes];
    }
}
