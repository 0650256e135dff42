using EduConnect.Core.Accounts.Passwords.Leaked;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>An operator's list of leaked passwords, made as the command makes it.</summary>
internal static class LeakedList
{
    public static async Task GiveAsync(Family family, params string[] passwords)
    {
        var list = Path.GetTempFileName();
        await File.WriteAllLinesAsync(list, passwords, TestContext.Current.CancellationToken);
        var done = family.App.Services.GetRequiredService<PrepareLeakedPasswords>().Run([list], TestContext.Current.CancellationToken);
        File.Delete(list);
        Assert.Equal(passwords.Length, done.Kept);
    }
}
