# policyclerk on a Windows machine, without make: a virtual environment, the wheel, and four tasks of the Task Scheduler.
#
#   powershell -ExecutionPolicy Bypass -File windows.ps1 -Wheel policyclerk-0.1.0-py3-none-any.whl -Project C:\trust
#
# It may be run again: an upgrade is the same with a newer wheel, with the tasks disabled while it runs.
# NOT RUN ON WINDOWS SO FAR: read it before you start it, and tell us what had to be changed.
#
# The tasks run as you, whether you are logged on or not, without keeping your password; Windows then lets them reach no
# network share. Where the register or the policies are on one, open each task in the Task Scheduler and choose "Run whether
# user is logged on or not" with the password, or another account.
# They go off by this machine's own time, which has to be London's.
param(
    [Parameter(Mandatory = $true)] [string] $Wheel,
    [Parameter(Mandatory = $true)] [string] $Project,
    [string] $Constraints = "constraints.txt",
    [string] $Target = "C:\policyclerk",
    [string] $Python = "python"
)
$ErrorActionPreference = "Stop"

function Invoke-Program([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $($Arguments -join ' ') ended with $LASTEXITCODE." }
}

function Register-Command([string] $Name, [string] $Arguments, $Trigger) {
    # -StartWhenAvailable: what the machine slept through is made up for when it wakes
    $settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 6)
    $action = New-ScheduledTaskAction -Execute $program -Argument "$Arguments -p `"$Project`""
    $user = New-ScheduledTaskPrincipal -UserId "$env:USERDOMAIN\$env:USERNAME" -LogonType S4U
    Register-ScheduledTask -Force -TaskName "policyclerk $Name" -Action $action -Trigger $Trigger -Settings $settings -Principal $user | Out-Null
}

$environment = Join-Path $Target "venv"
$program = Join-Path $environment "Scripts\policyclerk.exe"
$inside = Join-Path $environment "Scripts\python.exe"

if (-not (Test-Path $inside)) { Invoke-Program $Python @("-m", "venv", $environment) }
Invoke-Program $inside @("-m", "pip", "install", "--upgrade", "--constraint", $Constraints, $Wheel)
if (-not (Test-Path (Join-Path $Project "config\trust.toml"))) { Invoke-Program $program @("init", $Project) }

$weekdays = "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"
Register-Command "run" "run" (New-ScheduledTaskTrigger -Daily -At "03:30")
Register-Command "remind" "remind" (New-ScheduledTaskTrigger -Weekly -DaysOfWeek $weekdays -At "07:30")
Register-Command "heartbeat" "heartbeat" (New-ScheduledTaskTrigger -Daily -At "09:00")
Register-Command "backup" "backup" (New-ScheduledTaskTrigger -Daily -At "05:30")

Write-Output "Installed. Look at it with:  $program doctor -p $Project"
