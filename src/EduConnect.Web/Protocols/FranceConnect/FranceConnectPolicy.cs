using EduConnect.Core.FranceConnect;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Lets the forms of a page end at FranceConnect: browsers hold the redirect that follows a form against <c>form-action</c>.</summary>
internal static class FranceConnectPolicy
{
    public static void AllowFormAction(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<FranceConnectOptions>() is { IsSetUp: true } options)
        {
            ContentSecurity.Of(http).AllowFormAction(new Uri(options.Issuer));
        }
    }
}
