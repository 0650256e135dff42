using EduConnect.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace EduConnect.Demonstration.Demo;

/// <summary>The whole server, as production composes it, with the partners as its gateways.</summary>
internal static class DemoApp
{
    public static WebApplication Build(DemoSettings settings, Partners partners)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "EduConnect.Web",
            EnvironmentName = Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,
            Args =
            [
                $"--urls={settings.Origin}",
                $"--Service:DataFolder={settings.DataFolder}",
                $"--Service:PublicOrigin={settings.Origin}",
                "--Service:Demonstration=true",
                "--Presentation:Demonstration=true",
                "--Smtp:Host=127.0.0.1",
                $"--Smtp:Port={partners.SmtpPort}",
                $"--Sms:Address={partners.SmsBox}/cgi-bin/sendsms",
                $"--FranceConnect:Issuer={partners.FranceConnect}",
                $"--FranceConnect:ServiceId={DemoTraveller.ServiceId}",
                $"--FranceConnect:ServiceSecret={DemoTraveller.ServiceSecret}",
                $"--Guides:Pictures={settings.GuidePictures}",
                "--FranceConnect:TellWhenSwitched:0=assistance@ac-exemple.example",
                "--Logging:LogLevel:Default=Warning",
                "--Logging:Console:LogToStandardErrorThreshold=Trace",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
                // Whoever tries a service runs it on this machine: it is told of sign-outs and changes, and refusals are said.
                "--OpenIdConnect:PrivateServices=true",
                "--Logging:LogLevel:EduConnect.Web.Protocols.RefusalLog=Information",
            ],
        });
        return builder.AddEduConnect().Build().UseEduConnect();
    }
}
