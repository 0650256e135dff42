using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>The cookies of a sign-in, written at one place for every way of signing in.</summary>
internal sealed class FamilySignIn(
    SessionCookies cookies, KnownDevices devices, ActionsReader actions, Core.SignIn.Sessions sessions, IDbContextFactory<OperationalDb> operational, IDbContextFactory<MainDb> stores, ReadOnlyMode readOnly)
{
    /// <summary>The browser, when it signed in before.</summary>
    public KnownDevice? Device(HttpContext http) => devices.Read(http.Request.Cookies[cookies.Device]);

    /// <summary>Gives the browser its session in the place of the one it had (ASVS 7.2.4) and, unless the computer is shared, remembers the device.</summary>
    public async Task EnterAsync(HttpContext http, string handle, KnownDevice? device)
    {
        if (http.Request.Cookies[cookies.Session] is { Length: > 0 } former)
        {
            await using var db = await operational.CreateDbContextAsync(http.RequestAborted);
            await sessions.SupersedeAsync(db, former, handle, http.RequestAborted);
        }

        cookies.Write(http, cookies.Session, handle);
        Remember(http, device);
    }

    /// <summary>Remembers the device, when there is one to remember: that of an agent too.</summary>
    public void Remember(HttpContext http, KnownDevice? device)
    {
        if (device is not null)
        {
            cookies.WriteDevice(http, devices.Write(device));
        }
    }

    /// <summary>
    /// Where to go now: first to the intermediate page when something waits for a guardian (domain 6.3). That costs one statement;
    /// during maintenance nothing is asked.
    /// </summary>
    public async Task<string> NextAsync(HttpContext http, Guid account, AccountKind kind, string? wanted)
    {
        var target = ReturnAddress.Safe(wanted);
        if (kind != AccountKind.Guardian || readOnly.IsOn)
        {
            return target;
        }

        await using var main = await stores.CreateDbContextAsync(http.RequestAborted);
        return await actions.IsDueAsync(main, account, http.RequestAborted) ? QueryHelpers.AddQueryString("/actions", "returnUrl", target) : target;
    }
}
